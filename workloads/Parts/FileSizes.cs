using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>Sizes of files, in pages.</summary>
internal static class FileSizes
{
    /// <summary>Most files are small, some are large: sizes up to a power of two, every power as
    /// likely.</summary>
    /// <param name="totalPages">All of them together.</param>
    /// <param name="largestLog2">The largest is twice this power of two at most.</param>
    /// <param name="rng">Draws the sizes.</param>
    public static int[] Many(int totalPages, int largestLog2, Rng rng)
    {
        var sizes = new List<int>();
        for (long left = totalPages; left > 0; left -= sizes[^1])
        {
            int size = 1 << (int)rng.Below((uint)largestLog2 + 1);
            sizes.Add(size + (int)rng.Below((uint)size));
        }
        return [.. sizes];
    }
}
