using System.CommandLine;
using System.Globalization;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Live;
using FragSim.Cli.Options;
using FragSim.Sim.Base;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim record</c>: the page allocator of this machine, for a while.</summary>
internal static class RecordCommand
{
    private const string Sentence = "Record this machine's page allocator (Linux, as root)";

    private const string Description =
        "Record what this machine's page allocator is asked, with the state of its memory before "
        + "and after, so that fragsim replay can tell what other strategies would have made of "
        + "it. Needs Linux, root and tracefs; uses a trace buffer of its own and leaves everything "
        + "as it was, also on Ctrl-C.";

    private const string Examples = """
        Examples:
          fragsim record --seconds 60 --out build
          fragsim replay build
          fragsim trace info build
        """;

    public static Command Create()
    {
        Lesson command = new("record", Sentence, Description, Examples);
        Option<int> seconds = NumberOption.Create("--seconds", "How long", 60, 1, 86_400);
        Option<string> folder = new("--out", "-o")
        {
            HelpName = "DIR",
            Description = "New folder for the recording",
            DefaultValueFactory = _ => "fragsim-recording",
        };
        Option<int> buffer = NumberOption.Create(
            "--buffer", "Size of the trace buffer of each CPU, in MiB", 16, 1, 4096);
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };
        command.Options.Add(seconds);
        command.Options.Add(folder);
        command.Options.Add(buffer);
        command.Options.Add(quiet);
        command.SetAction((parse, cancel) => Task.Run(
            () => Record(new MachineFiles(), parse.GetRequiredValue(folder),
                parse.GetValue(seconds), parse.GetValue(buffer) << 10, parse.GetValue(quiet),
                cancel),
            CancellationToken.None));
        return command;
    }

    private static int Record(MachineFiles machine, string folder, int seconds, int bufferKiB,
        bool quiet, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
            throw new InputException("record: only Linux can be recorded.");
        if (!Environment.IsPrivilegedProcess)
            throw new InputException(
                "record: only root may trace the kernel; run it with sudo.");
        Recorded recorded = Into(folder, staging => new Recorder(machine, new TracefsFolders()).Run(
            staging, seconds, bufferKiB,
            (at, lines) => Tick(quiet || Console.IsErrorRedirected, at, seconds, lines), cancel));
        if (recorded.DiskFull)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{folder}: the disk is full, so the recording ends after {recorded.Seconds:0.0} "
                + $"of {seconds} s; what is there can be replayed."));
        }
        if (quiet)
            return recorded.DiskFull ? ExitCode.BadInput : ExitCode.Done;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{recorded.Lines:#,0} events in {recorded.Seconds:0.0} s, {recorded.Lost:#,0} lost; "
            + $"{recorded.Bytes / 1048576.0:0.0} MiB."));
        Console.Error.WriteLine($"See fragsim replay {folder} and fragsim trace info {folder}; "
            + "only root may read it, until chown gives it to another user.");
        return recorded.DiskFull ? ExitCode.BadInput : ExitCode.Done;
    }

    /// <summary>Records beside the folder and gives it its name when all is there.</summary>
    internal static Recorded Into(string folder, Func<string, Recorded> record)
    {
        using StagedFolder staged = new(folder);
        Recorded recorded = staged.Guarded(() => record(staged.StagedPath));
        staged.Guarded(() =>
        {
            PrivateFile.Write(
                Path.Combine(staged.StagedPath, "record.json"), Json.Write(recorded));
            return true;
        });
        staged.Complete();
        return recorded;
    }

    private static void Tick(bool silent, double at, int seconds, long lines)
    {
        if (!silent)
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture,
                $"\rrecording: {at:0} of {seconds} s, {lines:#,0} events "));
    }
}
