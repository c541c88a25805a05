using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>A disk that is full, and a limit on the size of files, which needs no root.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Disk =
        "mount -t tmpfs -o size=64k none \"$0\" && { \"$@\"; r=$?; ls -A \"$0\"; exit $r; }";

    private const string Limit =
        "trap '' XFSZ; ulimit -f 16; \"$@\"; r=$?; ls -A \"$0\"; exit $r";

    private readonly TemporaryFolder place = new();

    public FullDiskTests() => Directory.CreateDirectory(place["disk"]);

    public void Dispose() => place.Dispose();

    public static TheoryData<string> Commands { get; } =
    [
        "trace convert IN DISK/x.csv -q",
        "trace convert IN DISK/x.csv.zst -q",
        "trace convert IN DISK/x.fstrace -q",
        "trace generate highalloc DISK/x.csv --memory 64MiB",
        "run --memory 64MiB --seeds 1 -q --out DISK/out",
        "inspect --from MACHINE --plot DISK/p.svg",
        "trace info IN --plot DISK/p.svg",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_full_disk_is_one_line_and_leaves_nothing(string command)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && FragsimProcess.Finish(
            FragsimProcess.StartProgram("unshare", "-m", "true")).ExitCode == 0,
            "Only root can mount a small disk; a limit on files is tested in its place.");
        Check(command, "the disk is full", "unshare", "-m", "sh", "-c", Disk);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_limit_on_files_is_one_line_and_leaves_nothing(string command) => Check(
        command, "the file would be larger than allowed", "env", "DOTNET_EnableWriteXorExecute=0",
        "bash", "-c", Limit);

    private void Check(string command, string why, string program, params string[] arguments)
    {
        // Names that do not compress, or a packed trace would fit.
        Random random = new(1);
        File.WriteAllLines(place["in.csv"], Enumerable.Range(0, 60_000)
            .Select(i => $"{i * 1000L + random.Next(1000)},alloc,{i},{random.Next(9)},movable")
            .Prepend("time_ns,op,id,order,mobility"));
        string[] words = [.. command.Split(' ').Select(word => word
            .Replace("DISK", place["disk"], StringComparison.Ordinal))
            .Select(word => word switch
            {
                "IN" => place["in.csv"],
                "MACHINE" => Repository.PathOf("tests/data/machine"),
                _ => word,
            })];
        FragsimProcess run = FragsimProcess.Finish(FragsimProcess.StartProgram(program,
            [.. arguments, place["disk"], "dotnet", FragsimProcess.Program, .. words]));
        Assert.True(run.ExitCode == 2, $"{run}");
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal("", run.Output);
    }
}
