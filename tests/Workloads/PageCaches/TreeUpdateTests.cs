using CsCheck;
using FragSim.Sim.Base;
using FragSim.Tests.Workloads.Synthetic;
using FragSim.Workloads.PageCaches;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.PageCaches;

/// <summary>The rules of the locking protocols, under random interleavings of random changes.
/// </summary>
public sealed class TreeUpdateTests
{
    private const int FilePages = 64 * 64 * 4;

    /// <summary>Few pages, near and far from each other: chains, shared leaves, empty subtrees.
    /// </summary>
    private static readonly long[] Pages =
        [0, 1, 63, 64, 65, 130, 4095, 4096, 4097, 8192, 12_288, FilePages - 1];

    private static readonly TreeChange[] Changes =
    [
        TreeChange.Insert, TreeChange.Insert, TreeChange.Delete, TreeChange.Delete,
        TreeChange.SetDirty, TreeChange.ClearDirty,
    ];

    private static readonly Gen<(long Page, TreeChange Change)> Job =
        Gen.Select(Gen.Int[0, Pages.Length - 1], Gen.Int[0, Changes.Length - 1])
            .Select(drawn => (Pages[drawn.Item1], Changes[drawn.Item2]));

    private static readonly Gen<((long, TreeChange)[][] Jobs, int[] Turns)> Races = Gen.Select(
        Job.Array[1, 6].Array[2, 5], Gen.Int[0, 1000].Array[400]);

    [Theory]
    [InlineData(Locking.Tree)]
    [InlineData(Locking.Concurrent)]
    internal void No_update_is_lost_under_any_interleaving(Locking locking) =>
        Races.Sample(race =>
        {
            var world = new TreeRace(FilePages, locking, race.Jobs);
            world.Run(race.Turns, _ => { });
            Assert.Equal(world.Expected, world.Content);
            world.RequireTidy();
        }, iter: 3000);

    [Fact]
    public void Nothing_above_the_termination_point_is_held() =>
        Races.Sample(race => new TreeRace(FilePages, Locking.Concurrent, race.Jobs).Run(
            race.Turns, world => Assert.All(world.Updates, update => Assert.All(
                update.Held, node => Assert.True(IsBelow(node, update.TerminationPoint))))),
            iter: 1000);

    [Fact]
    public void No_two_writers_are_in_one_subtree() =>
        Races.Sample(race => new TreeRace(FilePages, Locking.Concurrent, race.Jobs).Run(
            race.Turns, world =>
            {
                foreach (TreeUpdate writer in world.Updates.Where(IsWriting))
                {
                    // Its subtree is what hangs below the termination point on its way; where the
                    // way ends early, that is an empty slot, and nobody can be in it.
                    if (writer.Held.Count < 2 || writer.Held[^1].Level > 1)
                        continue;
                    RadixNode top = writer.Held[1];
                    Assert.All(world.Updates.Where(other => other != writer), other =>
                        Assert.DoesNotContain(other.Held, node => IsBelow(node, top)));
                }
            }), iter: 1000);

    [Fact]
    public void A_lock_has_one_owner_and_every_waiter_is_served() =>
        Races.Sample(race =>
        {
            var world = new TreeRace(FilePages, Locking.Concurrent, race.Jobs);
            world.Run(race.Turns, w => Assert.Distinct(w.Updates.SelectMany(u => u.Held)));
            Assert.All(world.Updates, u => Assert.Equal(UpdateState.Done, u.State));
        }, iter: 1000);

    [Fact]
    public void Writers_in_different_leaves_do_not_wait_for_each_other()
    {
        var jobs = new (long, TreeChange)[][]
        {
            [(0, TreeChange.SetDirty)], [(64, TreeChange.SetDirty)],
        };
        var world = new TreeRace(FilePages, Locking.Concurrent, jobs);
        world.Fill([0, 1, 64, 65]);
        world.Run([0, 1], w => Assert.All(w.Updates, u => Assert.Null(u.Awaited)));
    }

    [Fact]
    public void A_locked_node_that_is_no_longer_right_makes_the_update_begin_again()
    {
        var jobs = new (long, TreeChange)[][]
        {
            [(0, TreeChange.Delete)], [(1, TreeChange.Delete)],
        };
        var world = new TreeRace(FilePages, Locking.Concurrent, jobs);
        world.Fill([0, 1, 4096]);
        // In step, both choose the leaf with two pages; whoever is second finds one left.
        world.Run([0, 1], _ => { });
        Assert.Equal(1, world.Updates.Sum(u => u.Restarts));
        Assert.Equal([4096L], world.Content.Select(p => p.Page));
        world.RequireTidy();
    }

    [Fact]
    public void A_tree_needs_a_node_for_each_64_pages_and_frees_it_with_the_last()
    {
        var memory = new FragSim.Workloads.Parts.Pages(new IdPool(0));
        memory.Attach(new FakeMachine());
        var slabs = new SlabCache(memory, 28, 2, MigrateType.Reclaimable);
        var tree = new RadixTree(4096, slabs, new Stack<RadixNode>());
        for (long page = 0; page < 4096; page++)
            Assert.True(tree.Insert(tree.Lowest(page), page));
        Assert.Equal(65, tree.Nodes);
        Assert.True(tree.Contains(4095));
        tree.Clear();
        Assert.Equal(0, tree.Nodes);
        Assert.Equal(0, slabs.Objects);
    }

    [Fact]
    public void A_file_of_one_page_needs_no_node()
    {
        var tree = new RadixTree(1, null!, new Stack<RadixNode>());
        Assert.True(tree.Insert(tree.Lowest(0), 0));
        Assert.True(tree.Contains(0));
        Assert.Equal(0, tree.Nodes);
    }

    private static bool IsWriting(TreeUpdate update) =>
        update.State is UpdateState.Change or UpdateState.Prune;

    private static bool IsBelow(RadixNode node, RadixNode top)
    {
        for (RadixNode? at = node; at != null; at = at.Parent)
        {
            if (at == top)
                return true;
        }
        return false;
    }
}
