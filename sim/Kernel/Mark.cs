namespace FragSim.Sim.Kernel;

/// <summary>Which mark an allocation must leave standing.</summary>
public enum Mark : byte
{
    Low,
    Min,
    /// <summary>None at all: the last reserve before failing.</summary>
    None,
}
