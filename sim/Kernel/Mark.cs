namespace FragSim.Sim.Kernel;

/// <summary>Which mark an allocation must leave standing.</summary>
public enum Mark : byte
{
    /// <summary>The low mark: the fast path (<c>ALLOC_WMARK_LOW</c>).</summary>
    Low,
    /// <summary>The min mark: the slow path, once kswapd was woken (<c>ALLOC_WMARK_MIN</c>).
    /// </summary>
    Min,
    /// <summary>None at all: the last reserve before failing.</summary>
    None,
}
