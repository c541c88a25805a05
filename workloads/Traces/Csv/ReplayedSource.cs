using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Csv;

/// <summary>A source that is to be replayed: one that never asks for memory is an error.</summary>
/// <param name="path">Named in the error.</param>
/// <param name="inner">Read to its end, and disposed with this.</param>
public sealed class ReplayedSource(string path, IEventSource inner) : IEventSource
{
    private bool asks;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => inner.Names;

    /// <inheritdoc/>
    public double Fraction => inner.Fraction;

    /// <exception cref="InputException">The trace has ended without an allocation.</exception>
    public int Read(Span<PageEvent> buffer)
    {
        int count = inner.Read(buffer);
        for (int i = 0; i < count && !asks; i++)
            asks = buffer[i].Op is EventOp.Alloc or EventOp.Request;
        return count > 0 || asks ? count : throw new InputException($"{path}: "
            + (TallyNotes.WithoutAllocation(inner) ?? "no allocation: nothing to replay")
            + "; record mm_page_alloc and mm_page_free as well");
    }

    /// <summary>Disposes the inner source.</summary>
    public void Dispose() => inner.Dispose();
}
