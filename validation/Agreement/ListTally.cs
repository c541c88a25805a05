namespace FragSim.Validation.Agreement;

/// <summary>What happened while recorded events drove the free lists.</summary>
public sealed record ListTally
{
    /// <summary>Blocks that the kernel took from its free lists.</summary>
    public long Takes { get; internal set; }
    /// <summary>Of these, blocks that the model too would have taken: the head of the smallest
    /// sufficient list.</summary>
    public long TakesOfHead { get; internal set; }
    /// <summary>Pages that compaction kept for itself, which no event takes off a list.</summary>
    public long Captured { get; internal set; }
    /// <summary>Frees that went to the buddy unseen, noticed later.</summary>
    public long Settled { get; internal set; }
    /// <summary>Pages freed while the model had them on a per-CPU list: bulk allocations have no
    /// event.</summary>
    public long AllocatedUnseen { get; internal set; }
    /// <summary>Falls to another type's lists.</summary>
    public long Extfrags { get; internal set; }
    /// <summary>Events that the lists contradicted: a block taken or moved that was not free, or
    /// was on another list, or a free block freed again.</summary>
    public long Surprises { get; internal set; }
}
