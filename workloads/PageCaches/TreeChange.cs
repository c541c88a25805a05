namespace FragSim.Workloads.PageCaches;

/// <summary>How the index of a file is kept from two writers at once.</summary>
internal enum Locking
{
    /// <summary>One lock for the tree (<c>xa_lock</c>).</summary>
    Tree,
    /// <summary>A lock in each node, taken from the termination point down.</summary>
    Concurrent,
}

/// <summary>What may be done to the index of a file.</summary>
internal enum TreeChange
{
    Insert,
    Delete,
    SetDirty,
    ClearDirty,
}

/// <summary>Where an update stands.</summary>
internal enum UpdateState
{
    /// <summary>Follows the nodes down without a lock.</summary>
    Walk,
    /// <summary>Takes the lock of the termination point, or of the tree.</summary>
    Lock,
    /// <summary>Looks whether what it locked is still the right node.</summary>
    Check,
    /// <summary>Goes down to the target, locking as it goes.</summary>
    Descend,
    Change,
    /// <summary>Takes empty nodes out, upwards.</summary>
    Prune,
    /// <summary>Releases in reverse order.</summary>
    Unlock,
    Done,
}
