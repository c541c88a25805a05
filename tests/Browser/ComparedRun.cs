using FragSim.Cli.Commands;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using Xunit;

namespace FragSim.Browser;

/// <summary>A comparison as people make it, of five strategies. Made once for all tests.</summary>
public sealed class ComparedRun : IAsyncLifetime
{
    private const ulong MemoryBytes = 128UL << 20;

    public string Folder { get; } = Directory.CreateTempSubdirectory("fragsim-browser-").FullName;

    public string Page => Path.Combine(Folder, "out", "report.html");

    /// <summary>The cells of one of the run's CSV files, without its header.</summary>
    public IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, "out", file));
        string[] names = lines[0].Split(',');
        return lines[1..].Select(line => names.Zip(line.Split(',')).ToDictionary(
            cell => cell.First, cell => cell.Second));
    }

    public async ValueTask InitializeAsync()
    {
        if (SharedBrowser.Executable is null)
            return;
        SimulationOptions options = new() { MemoryBytes = MemoryBytes };
        await ComparisonRun.Execute(
            new Comparison
            {
                Command = "compare",
                WorkloadName = "highalloc",
                Workload = WorkloadSource.Synthetic("highalloc", MemoryBytes, Order.Huge),
                Plan = RunPlan.Of(["none", "partition", "grouping", "compaction", "linux"], 1, 1),
                Options = options,
                Folder = Path.Combine(Folder, "out"),
                Quiet = true,
            },
            CompareCommand.Run, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
