namespace FragSim.Sim.Kernel;

/// <summary>Work in the kernel runs to its end before others run.</summary>
internal sealed class NeverPreempted : IPreemption
{
    public static NeverPreempted Instance { get; } = new();

    private NeverPreempted()
    {
    }

    public void CondResched()
    {
    }

    public void BeforeDirectReclaim()
    {
    }

    public void BeforeSyncCompaction()
    {
    }
}
