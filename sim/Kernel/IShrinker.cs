namespace FragSim.Sim.Kernel;

/// <summary>A cache of kernel objects (inodes, dentries) that shrinks under pressure. A slab page
/// is freed when its last object goes.</summary>
public interface IShrinker
{
    /// <summary>Objects that could be freed.</summary>
    long FreeableObjects { get; }

    /// <summary>Frees up to so many objects, oldest first, and the pages that become empty.
    /// </summary>
    /// <returns>Pages freed.</returns>
    long Shrink(long objects);
}
