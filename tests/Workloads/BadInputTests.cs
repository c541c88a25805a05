using FragSim.Cli;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Tests.Cli;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Machines;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>Every file and folder of <c>tests/data/bad/FORMAT</c> is wrong in one way; the message
/// that it must give is in the table <c>expected.tsv</c> beside it. To renew the tables, run this
/// class with FRAGSIM_RENEW_EXPECTATIONS=1 and read the difference.</summary>
public sealed class BadInputTests
{
    private const string Table = "expected.tsv";

    /// <summary>Formats that a command reads by themselves, and the option that takes them.
    /// </summary>
    private static readonly (string Format, string Command, string Option)[] Commands =
    [
        ("csv", "compare", "--trace"), ("ftrace", "compare", "--trace"),
        ("trace-cmd", "compare", "--trace"), ("perf", "compare", "--trace"),
        ("llfree", "compare", "--trace"), ("machine", "replay", ""), ("start", "run", "--start"),
        ("buddyinfo", "run", "--start"), ("pagetypeinfo", "run", "--start"),
    ];

    public static TheoryData<string, string> Names =>
        [.. Directory.EnumerateDirectories(TestFiles.Data("bad")).Order(StringComparer.Ordinal)
            .SelectMany(d => Directory.EnumerateFileSystemEntries(d)
                .Order(StringComparer.Ordinal).Select(f =>
                    new TheoryDataRow<string, string>(Path.GetFileName(d)!, Path.GetFileName(f)!)))
            .Where(row => row.Data.Item2 != Table)];

    [Theory, MemberData(nameof(Names))]
    public void Bad_input_gives_its_place_what_is_wrong_and_the_remedy(string format, string name)
    {
        string path = TestFiles.Data("bad", format, name);
        InputException error = Assert.Throws<InputException>(() => Read(format, path));
        string message = error.Message.Replace(path, name, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") == "1")
            Renew(format, name, message);
        Assert.Equal(Expected(format, name), message);
    }

    public static TheoryData<string, string> NamesOfCommands =>
        [.. Names.Where(row => Commands.Any(c => c.Format == row.Data.Item1))];

    [Theory, MemberData(nameof(NamesOfCommands))]
    public async Task Bad_input_ends_a_command_with_nothing_written(string format, string name)
    {
        (_, string command, string option) = Commands.Single(c => c.Format == format);
        using TempFolder place = new();
        string output = Path.Combine(place.Path, "out");
        string path = TestFiles.Data("bad", format, name);
        string[] words = option.Length > 0
            ? [command, option, path, "--memory", "1GiB", "--out", output, "--quiet"]
            : [command, path, "--out", output, "--quiet"];
        await Assert.ThrowsAsync<InputException>(() => FragsimCommand.InvokeAsync(words));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void The_exit_code_of_bad_input_is_2()
    {
        string path = TestFiles.Data("bad", "perf", "cut.txt");
        FragsimProcess run = FragsimProcess.Run("trace", "validate", path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            Expected("perf", "cut.txt"),
            run.Error.TrimEnd().Replace(path, "cut.txt", StringComparison.Ordinal));
    }

    private static string Expected(string format, string name) =>
        File.ReadAllLines(TestFiles.Data("bad", format, Table))
            .Select(line => line.Split('\t')).Where(line => line[0] == name)
            .Select(line => line[1]).SingleOrDefault("no line in " + Table);

    private static void Renew(string format, string name, string message)
    {
        string table = TestFiles.Data("bad", format, Table);
        IEnumerable<string> others = File.Exists(table)
            ? File.ReadAllLines(table).Where(l => l.Split('\t')[0] != name) : [];
        File.WriteAllLines(
            table, others.Append($"{name}\t{message}").Order(StringComparer.Ordinal));
    }

    private static void Read(string format, string path)
    {
        switch (format)
        {
            case "ftrace":
                ReadAll(new KernelTextSource(
                    new LineReader(path, FtraceParser.MaxLineBytes, ahead: true), null, null));
                break;
            case "freelists":
                FreeListsFile.Read(path);
                break;
            case "pageblocks":
                PageblocksFile.Read(path);
                break;
            case "zoneinfo":
                ZoneInfoFile.Read(path);
                break;
            case "zones":
                MachineZonesFile.Read(path);
                break;
            case "requests":
                RequestsFile.Read(path);
                break;
            case "buddyinfo" or "pagetypeinfo" or "start":
                MachineStart.Build(MachineSnapshot.Open(path), 1UL << 30, 1);
                break;
            default:
                ReadAll(TraceFormats.Open(path).OpenEvents());
                break;
        }
    }

    private static void ReadAll(IEventSource source)
    {
        using (source)
            while (source.Read(new PageEvent[64]) > 0)
                continue;
    }
}
