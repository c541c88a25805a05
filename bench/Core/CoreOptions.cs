namespace FragSim.Bench.Core;

/// <summary>What the core is driven with.</summary>
internal sealed record CoreOptions
{
    /// <summary>As an order: nine in ten are base pages, the rest orders 1 to 9.</summary>
    public const int Mixed = -1;

    /// <summary>Base pages of memory: a multiple of the largest block.</summary>
    public uint Frames { get; init; } = 1 << 18;

    /// <summary>Order of all blocks, or <see cref="Mixed"/>.</summary>
    public int Order { get; init; }

    /// <summary>Per cent of memory in use while churning.</summary>
    public uint Occupancy { get; init; } = 75;

    /// <summary>Events of the churn; the last batch is finished.</summary>
    public ulong Churn { get; init; } = 20_000_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>How often everything is done; the best is reported.</summary>
    public int Repetitions { get; init; } = 3;

    /// <summary>A file of events to replay in place of the made ones.</summary>
    public string? Events { get; init; }

    public bool IsMixed => Order == Mixed;

    public string OrderName => Events is not null ? "file" : IsMixed ? "mixed" : $"{Order}";
}
