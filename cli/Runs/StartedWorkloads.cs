using FragSim.Sim.Events;
using FragSim.Workloads;

namespace FragSim.Cli.Runs;

/// <summary>Workloads that begin in what a real machine's memory held.</summary>
internal sealed class StartedWorkloads(
    IOpenWorkloads inner, StartFiles start, IReadOnlyList<RunCell> cells) : IOpenWorkloads
{
    public bool RunTogether => inner.RunTogether;

    public string? Note => inner.Note;

    public IWorkload For(int cell) =>
        StartedWorkload.Of(inner.For(cell), start.Of(cells[cell].Seed));

    public void Dispose() => inner.Dispose();
}
