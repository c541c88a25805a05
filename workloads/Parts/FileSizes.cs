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
    public static int[] Many(int totalPages, int largestLog2, Rng rng) => Drawn(totalPages, () =>
    {
        int size = 1 << (int)rng.Below((uint)largestLog2 + 1);
        return size + (int)rng.Below((uint)size);
    });

    /// <summary>One file after another, until there are enough pages.</summary>
    /// <param name="totalPages">All of them together.</param>
    /// <param name="draw">The size of the next file.</param>
    public static int[] Drawn(int totalPages, Func<int> draw)
    {
        var sizes = new List<int>();
        for (long left = totalPages; left > 0; left -= sizes[^1])
        {
            InputCancellation.Look(sizes.Count);
            sizes.Add(draw());
        }
        return [.. sizes];
    }
}
