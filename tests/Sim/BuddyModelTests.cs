using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>The buddy against a model that only knows which frames are free.</summary>
public sealed class BuddyModelTests
{
    private static readonly MigrateType[] Types =
    [
        MigrateType.Movable, MigrateType.Movable, MigrateType.Unmovable, MigrateType.Movable,
        MigrateType.Cma, MigrateType.Movable, MigrateType.Cma, MigrateType.Cma,
    ];

    [Theory]
    [InlineData(Placement.Kernel)]
    [InlineData(Placement.Head)]
    public void After_any_sequence_the_free_blocks_are_those_of_the_model(Placement placement) =>
        Gen.Select(Gen.Bool, Gen.Int[0, 10], Gen.Int[0, 2], Gen.UInt).Array[0, 300].Sample(
            steps => Follow(placement, steps), iter: 150);

    private static void Follow(
        Placement placement, (bool Take, int Order, int Type, uint Choice)[] steps)
    {
        Zone zone = MakeZone(placement, out Frames frames);
        var model = new BuddyModel(Types);
        var held = new List<(uint Pfn, int Order)>();
        for (uint at = 0; at < frames.Count; at += 512)
            held.Add((at, 9));
        int n = 0;
        foreach ((bool take, int order, int kind, uint choice) in steps)
        {
            if (take)
                Take(zone, model, held, order, (MigrateType)(kind == 2 ? 4 : kind));
            else if (held.Count > 0)
                Free(zone, model, held, (int)(choice % (uint)held.Count));
            if (n++ % 10 == 0)
                Compare(zone, frames, model, held);
        }
        Compare(zone, frames, model, held);
    }

    private static void Take(Zone zone, BuddyModel model, List<(uint, int)> held, int order,
        MigrateType type)
    {
        int from = zone.Free.SmallestFrom(order, type);
        uint pfn = zone.Buddy.Take(order, type);
        Assert.Equal(from >= 0, pfn != Pfn.None);
        if (pfn == Pfn.None)
            return;
        Assert.True(Pfn.IsAligned(pfn, order));
        Assert.True(model.IsFree(pfn, order), $"pfn {pfn} order {order} was not free");
        model.Set(pfn, order, false);
        held.Add((pfn, order));
    }

    /// <summary>Frees a block, whole or as the two halves it may be given back in.</summary>
    private static void Free(Zone zone, BuddyModel model, List<(uint Pfn, int Order)> held, int i)
    {
        (uint pfn, int order) = held[i];
        held[i] = held[^1];
        held.RemoveAt(held.Count - 1);
        if (order > 0 && i % 2 == 1)
        {
            uint upper = pfn + Order.Pages(order - 1);
            held.Add((upper, order - 1));
            order--;
        }
        zone.Buddy.Put(pfn, order, zone.TypeOf(pfn));
        model.Set(pfn, order, true);
    }

    private static void Compare(
        Zone zone, Frames frames, BuddyModel model, List<(uint Pfn, int Order)> held)
    {
        foreach ((uint pfn, int order) in held)
            frames.State[pfn] = FrameState.Allocated(order);
        zone.Validate(frames);
        foreach ((uint pfn, _) in held)
            frames.State[pfn] = FrameState.Tail;
        Assert.Equal(model.FreePages, zone.FreePages);
        var blocks = new List<(uint, int)>();
        for (uint pfn = 0; pfn < frames.Count; pfn++)
        {
            byte state = frames.State[pfn];
            if (FrameState.IsFree(state))
                blocks.Add((pfn, FrameState.OrderOf(state)));
        }
        Assert.Equal(model.Blocks(), blocks);
    }

    private static Zone MakeZone(Placement placement, out Frames frames)
    {
        uint count = (uint)Types.Length << 9;
        frames = new Frames(count, Zone.ListsNeeded);
        var pageblocks = new Pageblocks(count, 9);
        for (uint i = 0; i < Types.Length; i++)
            pageblocks.SetType(i << 9, Types[i]);
        return new Zone(frames, pageblocks, new ZoneSpan("Normal", 0, count), 0,
            new LruLists(frames),
            new MachineOptions { Grouping = true, Placement = placement })
        {
            Managed = count,
        };
    }
}
