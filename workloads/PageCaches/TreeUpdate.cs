namespace FragSim.Workloads.PageCaches;

/// <summary>
/// One change to a file's index by one CPU, a step at a time, so that the steps of several CPUs
/// can be interleaved in any way.
/// </summary>
/// <remarks>With a lock in each node: follow the nodes to the target and remember the termination
/// point, the lowest node with more than one child, above which nothing will change. Take its lock;
/// if it is no longer the right node, begin again. Lock down to the target, change it, take out
/// nodes that are empty now, and release in reverse order. After Zijlstra, "Concurrent page cache",
/// Ottawa Linux Symposium 2007. With one lock for the tree: take it, walk, change, release.
/// </remarks>
internal sealed class TreeUpdate(int cpu)
{
    private readonly List<RadixNode> held = [];
    private RadixTree tree = null!;
    private RadixNode at = null!;
    private Locking locking;
    private TreeChange change;
    private long index;

    public UpdateState State { get; private set; } = UpdateState.Done;

    /// <summary>Nodes whose lock it holds, highest first.</summary>
    public IReadOnlyList<RadixNode> Held => held;

    /// <summary>The node that no change will pass upwards.</summary>
    public RadixNode TerminationPoint { get; private set; } = null!;

    /// <summary>The lock that it was promised when the holder releases it; null when it does not
    /// wait.</summary>
    public RadixNode? Awaited { get; private set; }

    /// <summary>The change found no memory for a node.</summary>
    public bool Failed { get; private set; }

    /// <summary>Times that the locked node was no longer the right one.</summary>
    public int Restarts { get; private set; }

    /// <summary>CPU that the last step handed a lock to; -1 for none.</summary>
    public int Woken { get; private set; } = -1;

    public void Begin(RadixTree index_, long page, TreeChange what, Locking how)
    {
        (tree, index, change, locking) = (index_, page, what, how);
        Failed = false;
        Restart();
    }

    /// <summary>Does one step.</summary>
    /// <returns>Its price, in nanoseconds. When it leads to <see cref="Awaited"/>, the next step
    /// comes after the lock was handed over.</returns>
    public long Step()
    {
        Woken = -1;
        return State switch
        {
            UpdateState.Walk => Walk(),
            UpdateState.Lock => Lock(),
            UpdateState.Check => Check(),
            UpdateState.Descend => Descend(),
            UpdateState.Change => Change(),
            UpdateState.Prune => Prune(),
            UpdateState.Unlock => Unlock(),
            _ => throw new InvalidOperationException("the update is done"),
        };
    }

    private void Restart()
    {
        at = TerminationPoint = tree.Head;
        State = locking == Locking.Tree ? UpdateState.Lock : UpdateState.Walk;
    }

    private long Walk()
    {
        if (at.Level == 1 || at.Child(at.SlotOf(index)) is not { } child)
        {
            State = UpdateState.Lock;
            return 0;
        }
        at = child;
        if (at.Count > 1)
            TerminationPoint = at;
        return CpuCosts.VisitNs;
    }

    private long Lock()
    {
        if (!Take(TerminationPoint))
            return 0;
        State = locking == Locking.Tree ? UpdateState.Descend : UpdateState.Check;
        at = TerminationPoint;
        return LockCost(TerminationPoint);
    }

    private long Check()
    {
        if (IsRight())
        {
            State = UpdateState.Descend;
            return CpuCosts.VisitNs;
        }
        Restarts++;
        Release();
        Restart();
        return CpuCosts.VisitNs;
    }

    /// <summary>Still in the tree, and still the lowest node on the way with more than one child.
    /// The head is right when there is no other.</summary>
    private bool IsRight()
    {
        if (TerminationPoint.Dead || (TerminationPoint != tree.Head && TerminationPoint.Count < 2))
            return false;
        RadixNode node = TerminationPoint;
        while (node.Level > 1 && node.Child(node.SlotOf(index)) is { } child)
        {
            node = child;
            if (node.Count > 1)
                return false;
        }
        return true;
    }

    private long Descend()
    {
        if (at.Level == 1 || at.Child(at.SlotOf(index)) is not { } child)
        {
            State = UpdateState.Change;
            return 0;
        }
        if (locking == Locking.Concurrent && !Take(child))
            return 0;
        at = child;
        return CpuCosts.VisitNs + (locking == Locking.Concurrent ? LockCost(child) : 0);
    }

    private long Change()
    {
        State = UpdateState.Unlock;
        int slot = at.SlotOf(index);
        switch (change)
        {
            case TreeChange.Insert:
                Failed = !tree.Insert(at, index);
                break;
            case TreeChange.Delete when at.Level == 1 && at.Has(slot):
                at.Remove(slot);
                State = UpdateState.Prune;
                break;
            case TreeChange.SetDirty or TreeChange.ClearDirty when at.Level == 1:
                at.SetDirty(slot, change == TreeChange.SetDirty);
                break;
        }
        return CpuCosts.ChangeNs + Fetch(at);
    }

    private long Prune()
    {
        if (at.Count > 0 || at == tree.Head)
        {
            State = UpdateState.Unlock;
            return 0;
        }
        RadixNode parent = at.Parent!;
        tree.Prune(at);
        at = parent;
        return CpuCosts.ChangeNs;
    }

    private long Unlock()
    {
        Release();
        if (held.Count == 0)
            State = UpdateState.Done;
        return CpuCosts.UnlockNs;
    }

    /// <summary>The lock, at once or, on a later step, because it was handed over.</summary>
    private bool Take(RadixNode node)
    {
        if (Awaited == null && !node.TryLock(cpu))
        {
            Awaited = node;
            return false;
        }
        Awaited = null;
        held.Add(node);
        return true;
    }

    private void Release()
    {
        RadixNode lowest = held[^1];
        held.RemoveAt(held.Count - 1);
        Woken = lowest.Unlock();
    }

    private long LockCost(RadixNode node) => CpuCosts.LockNs + Fetch(node);

    /// <summary>Fetches the node from the cache of the CPU that wrote to it last.</summary>
    private long Fetch(RadixNode node)
    {
        bool here = node.LastWriter == cpu || node.LastWriter < 0;
        node.LastWriter = cpu;
        return here ? 0 : CpuCosts.TransferNs;
    }
}
