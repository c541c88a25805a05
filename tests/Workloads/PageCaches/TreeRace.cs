using FragSim.Sim.Base;
using FragSim.Tests.Workloads.Synthetic;
using FragSim.Workloads.PageCaches;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.PageCaches;

/// <summary>CPUs that change one tree, each its own list of pages, one step of one CPU at a time.
/// </summary>
internal sealed class TreeRace
{
    private readonly SlabCache slabs;
    private readonly RadixTree tree;
    private readonly Locking locking;
    private readonly Queue<(long Page, TreeChange Change)>[] jobs;
    private readonly (long Page, TreeChange Change)[] current;
    private readonly TreeUpdate[] updates;
    private readonly SortedDictionary<long, bool> expected = [];
    private readonly HashSet<long> named;
    private readonly bool[] asleep;

    public TreeRace(long pages, Locking locking, (long, TreeChange)[][] jobs)
    {
        var memory = new Pages(new IdPool(0));
        memory.Attach(new FakeMachine());
        slabs = new SlabCache(memory, 28, 2, MigrateType.Reclaimable);
        tree = new RadixTree(pages, slabs, new Stack<RadixNode>());
        this.locking = locking;
        this.jobs = [.. jobs.Select(list => new Queue<(long, TreeChange)>(list))];
        current = new (long, TreeChange)[jobs.Length];
        updates = [.. jobs.Select((_, cpu) => new TreeUpdate(cpu))];
        asleep = new bool[jobs.Length];
        named = [.. jobs.SelectMany(list => list).Select(job => job.Item1)];
    }

    public IReadOnlyList<TreeUpdate> Updates => updates;

    /// <summary>Pages and whether they are dirty, when each change counts as made in the step that
    /// makes it.</summary>
    public IEnumerable<(long Page, bool Dirty)> Expected =>
        expected.Select(p => (p.Key, p.Value));

    /// <summary>What is in the tree, of the pages that were ever named.</summary>
    public IEnumerable<(long Page, bool Dirty)> Content
    {
        get
        {
            foreach (long page in named.Order())
            {
                if (tree.Contains(page))
                    yield return (page, tree.IsDirty(page));
            }
        }
    }

    public void Fill(long[] present)
    {
        foreach (long page in present)
        {
            named.Add(page);
            tree.Insert(tree.Lowest(page), page);
            expected[page] = false;
        }
    }

    /// <summary>Runs to the end; a turn is the number of a CPU among those that can go on.
    /// </summary>
    public void Run(int[] turns, Action<TreeRace> afterEach)
    {
        for (int turn = 0; ; turn++)
        {
            int[] able = [.. Enumerable.Range(0, updates.Length).Where(CanGoOn)];
            if (able.Length == 0)
                break;
            Step(able[turns[turn % turns.Length] % able.Length]);
            afterEach(this);
        }
        // Nobody is left waiting for a lock that nobody will release.
        Assert.DoesNotContain(true, asleep);
    }

    /// <summary>No node is empty, no lock held, no slab object lost.</summary>
    public void RequireTidy()
    {
        int nodes = 0;
        Visit(tree.Head, node =>
        {
            Assert.Equal(-1, node.Owner);
            Assert.False(node.Dead);
            if (node == tree.Head)
                return;
            nodes++;
            Assert.True(node.Count > 0);
        });
        Assert.Equal(nodes, tree.Nodes);
        Assert.Equal(nodes, slabs.Objects);
    }

    private bool CanGoOn(int cpu) =>
        !asleep[cpu] && (updates[cpu].State != UpdateState.Done || jobs[cpu].Count > 0);

    private void Step(int cpu)
    {
        TreeUpdate update = updates[cpu];
        if (update.State == UpdateState.Done)
        {
            current[cpu] = jobs[cpu].Dequeue();
            update.Begin(tree, current[cpu].Page, current[cpu].Change, locking);
            return;
        }
        if (update.State == UpdateState.Change)
            Expect(current[cpu]);
        update.Step();
        asleep[cpu] = update.Awaited != null;
        if (update.Woken >= 0)
            asleep[update.Woken] = false;
    }

    private void Expect((long Page, TreeChange Change) job)
    {
        switch (job.Change)
        {
            case TreeChange.Insert:
                expected.TryAdd(job.Page, false);
                break;
            case TreeChange.Delete:
                expected.Remove(job.Page);
                break;
            default:
                if (expected.ContainsKey(job.Page))
                    expected[job.Page] = job.Change == TreeChange.SetDirty;
                break;
        }
    }

    private static void Visit(RadixNode node, Action<RadixNode> look)
    {
        look(node);
        for (int slot = 0; slot < RadixNode.Slots; slot++)
        {
            if (node.Child(slot) is { } child)
                Visit(child, look);
        }
    }
}
