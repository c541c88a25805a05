using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class StartOptionTests
{
    private const string Buddyinfo = "Node 0, zone   Normal 900 80 70 60 50 40 3 2 2 2 12\n";

    [Fact]
    public void A_workload_is_made_for_what_is_free_and_what_was_assumed_is_said()
    {
        using TempFolder folder = new();
        string start = folder.File("buddyinfo", Buddyinfo);
        FragsimProcess run = FragsimProcess.Run("run", "--workload", "punch", "--start", start,
            "--memory", "256MiB", "--seeds", "1", "--no-charts", "--out",
            Path.Combine(folder.Path, "out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The workload is made for the 70 MiB that are free at the start.",
            run.Error, StringComparison.Ordinal);
        Assert.Contains("--start: no counters tell what is in use for what: half of it is taken "
            + "for anonymous memory", run.Error, StringComparison.Ordinal);
        string[][] summary = [.. File.ReadAllLines(Path.Combine(folder.Path, "out", "summary.csv"))
            .Select(line => line.Split(','))];
        int column = Array.IndexOf(summary[0], "base_failures");
        Assert.All(summary[1..], row => Assert.Equal("0", row[column]));
    }

    [Fact]
    public void The_size_of_memory_is_asked_for_where_nothing_tells_it()
    {
        using TempFolder folder = new();
        FragsimProcess run = FragsimProcess.Run(
            "run", "--start", folder.File("buddyinfo", Buddyinfo));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("give --memory, or a folder with zoneinfo", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_is_too_small_is_named_as_such()
    {
        using TempFolder folder = new();
        string log = folder.File("log", "Node 0 Normal free:4kB min:1kB low:2kB high:3kB "
            + "present:4096kB managed:4096kB\nNode 0 Normal: 1*4kB 0*8kB 0*16kB 0*32kB 0*64kB "
            + "0*128kB = 4kB\n");
        FragsimProcess run = FragsimProcess.Run("run", "--start", log);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--start: the machine has 4MiB, and from 16MiB to 8191GiB can be simulated",
            run.Error, StringComparison.Ordinal);
    }
}
