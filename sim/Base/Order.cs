namespace FragSim.Sim.Base;

/// <summary>Block sizes as powers of two base pages.</summary>
public static class Order
{
    /// <summary>A base page.</summary>
    public const int Base = 0;

    /// <summary>The largest block the buddy keeps (Linux <c>MAX_PAGE_ORDER</c>): 4 MiB.</summary>
    public const int MaxBuddy = 10;

    /// <summary>Free lists per migrate type.</summary>
    public const int Count = MaxBuddy + 1;

    /// <summary>Above this order an allocation may fail rather than loop
    /// (<c>PAGE_ALLOC_COSTLY_ORDER</c>).</summary>
    public const int Costly = 3;

    /// <summary>A 2 MiB huge page, and the default pageblock.</summary>
    public const int Huge = 9;

    /// <summary>A 1 GiB huge page; gathered from a contiguous range.</summary>
    public const int Gigantic = 18;

    /// <summary>Base pages in a block of an order, 0 to 31: 2^order.</summary>
    public static uint Pages(int order) => 1u << order;
}
