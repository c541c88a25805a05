using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Validation.Agreement;

/// <summary>Judges nothing: the recorded events say what was done, and the machine only keeps the
/// free lists.</summary>
internal sealed class RecordedLists : IStrategy
{
    public string Name => "recorded";

    /// <summary>A machine with the free lists and pageblocks of a start state. Every frame that is
    /// on no free list has no owner, in state Tail: what holds it is not followed.</summary>
    public static Machine Build(StartState start)
    {
        Machine machine = Bootstrap.From(
            start with { Blocks = [], PcpLists = [] }, new SimulationOptions(),
            new RecordedLists());
        machine.Frames.State.AsSpan().Replace(FrameState.Reserved, FrameState.Tail);
        return machine;
    }

    public void Configure(MachineOptions options)
    {
        options.Grouping = true;
        options.KeepsStart = true;
    }
}
