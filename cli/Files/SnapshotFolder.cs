using FragSim.Cli.Runs;
using FragSim.Sim.Kernel;
using FragSim.Sim.Run;

namespace FragSim.Cli.Files;

/// <summary>The snapshots of one simulation: a folder per mark.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="strategy">The strategy's folder name, free of collisions.</param>
/// <param name="seed">The simulation's seed.</param>
internal sealed class SnapshotFolder(RunFolder folder, string strategy, ulong seed) : ISnapshotSink
{
    private readonly FolderNames marks = new();

    public void Take(string mark, Machine machine)
    {
        string place = $"snapshots/{strategy}/{seed}/{marks.Next(mark)}";
        foreach ((string file, Action<Machine, TextWriter> write) in Suppliers.SnapshotFiles)
            folder.WriteText($"{place}/{file}", writer => write(machine, writer));
    }
}
