namespace FragSim.Sim.Base;

/// <summary>Numbers of free blocks, by order and migrate type.</summary>
public sealed class BlockTable
{
    private readonly long[] counts = new long[MigrateTypes.Count * Order.Count];

    /// <summary>Blocks on one list.</summary>
    /// <param name="order">0 to <see cref="Order.MaxBuddy"/>.</param>
    /// <param name="type">Migrate type of the list.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such list.</exception>
    public long this[int order, MigrateType type]
    {
        get => Of(type)[order];
        set => counts.AsSpan((int)type * Order.Count, Order.Count)[order] = value;
    }

    /// <summary>The lists of one type, by order.</summary>
    public ReadOnlySpan<long> Of(MigrateType type) =>
        counts.AsSpan((int)type * Order.Count, Order.Count);

    /// <summary>Blocks of one order, of all types.</summary>
    public long OfOrder(int order)
    {
        long blocks = 0;
        for (int at = order; at < counts.Length; at += Order.Count)
            blocks += counts[at];
        return blocks;
    }
}
