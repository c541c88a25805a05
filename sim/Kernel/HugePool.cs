using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Sim.Kernel;

/// <summary>
/// Huge pages taken at boot, given to huge requests only and never given back to the allocator: a
/// partition, which serves all of them, or the kernel's hugetlb pool (<c>hugepages=N</c>).
/// </summary>
public sealed class HugePool
{
    private readonly List<uint> free = [];
    private readonly HashSet<uint> members = [];

    /// <summary>Order of every page in the pool.</summary>
    public int Order { get; }

    /// <summary>An empty pool; boot fills it.</summary>
    internal HugePool(int order) => Order = order;

    /// <summary>It is a kernel's hugetlb pool: for those who map such pages, not for transparent
    /// huge pages, nor for its own growth (<c>alloc_huge_page</c> against
    /// <c>do_huge_pmd_anonymous_page</c>).</summary>
    public bool IsHugetlb { get; init; }

    /// <summary>Is it the pool's to serve this request?</summary>
    public bool Serves(in AllocationRequest request) =>
        request.Order == Order && (!IsHugetlb || IsMapped(request));

    /// <summary>Pages above the largest free block are mapped from a pool, or not at all.
    /// </summary>
    private static bool IsMapped(in AllocationRequest request) => request.Is(Effort.Hugetlb)
        ? !request.Is(Effort.Direct) : request.Order > Base.Order.MaxBuddy;

    /// <summary>Huge pages of the pool, in use or not.</summary>
    public int Size => members.Count;

    /// <summary>Huge pages of the pool that are not in use.</summary>
    public int FreeCount => free.Count;

    /// <summary>Does the huge page that begins at this frame belong to the pool?</summary>
    internal bool Owns(uint pfn) => members.Contains(pfn);

    /// <summary>Gives the pool a huge page, not in use, by its first frame.</summary>
    internal void Add(uint pfn)
    {
        members.Add(pfn);
        free.Add(pfn);
    }

    /// <summary>A huge page of the pool; None when all are in use.</summary>
    public uint Take()
    {
        if (free.Count == 0)
            return Pfn.None;
        uint pfn = free[^1];
        free.RemoveAt(free.Count - 1);
        return pfn;
    }

    /// <summary>Frees a page of the pool, back to the pool.</summary>
    internal void Return(uint pfn) => free.Add(pfn);
}
