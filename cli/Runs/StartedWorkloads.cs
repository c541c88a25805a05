using FragSim.Sim.Events;
using FragSim.Traces.Events;

namespace FragSim.Cli.Runs;

/// <summary>Workloads that begin in what a real machine's memory held.</summary>
internal sealed class StartedWorkloads(
    IOpenWorkloads inner, StartFiles start, IReadOnlyList<RunCell> cells, string sizeNote)
    : IOpenWorkloads
{
    public bool RunTogether => inner.RunTogether;

    public string? Note => string.Join('\n',
        new[] { inner.Note, start.Note, sizeNote }.Where(n => n is { Length: > 0 }))
        is { Length: > 0 } note ? note : null;

    public IWorkload For(int cell) =>
        StartedWorkload.Of(inner.For(cell), start.Of(cells[cell].Seed));

    public void Dispose() => inner.Dispose();
}
