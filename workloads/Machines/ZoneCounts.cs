namespace FragSim.Workloads.Machines;

/// <summary>Free blocks of one zone by order.</summary>
public sealed record ZoneCounts(int Node, string Zone, long[] Blocks)
{
    public long FreePages
    {
        get
        {
            long pages = 0;
            for (int order = 0; order < Blocks.Length; order++)
                pages += Blocks[order] << order;
            return pages;
        }
    }
}
