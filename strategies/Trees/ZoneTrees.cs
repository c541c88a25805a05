using System.Numerics;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Placing;

namespace FragSim.Strategies.Trees;

/// <summary>The trees of one zone: which is reserved for what, and which comes next.</summary>
internal sealed class ZoneTrees
{
    /// <summary>A tree with fewer free pages than this share is taken only if no better one is
    /// near: it would be full again at once.</summary>
    private const int ScarceShare = 64;

    private readonly Zone zone;
    private readonly Regions trees;
    private readonly TreeClass[] classes;
    private readonly int[] reserved = new int[TreeClasses.Count];
    private readonly int pages;
    private readonly int near;

    public ZoneTrees(Machine machine, Zone zone, int hugePages)
    {
        this.zone = zone;
        trees = new Regions(
            machine, zone, zone.Pageblocks.BlockOrder + BitOperations.Log2((uint)hugePages));
        pages = 1 << trees.RegionOrder;
        classes = new TreeClass[trees.Count];
        Array.Fill(classes, TreeClass.Huge);
        Array.Fill(reserved, -1);
        near = Math.Max(trees.Count / 16, 4);
    }

    /// <summary>Where a request goes: on in the tree reserved for its class, else in a tree newly
    /// reserved.</summary>
    public uint Place(in AllocationRequest request)
    {
        int order = request.Order;
        MigrateType type = zone.TypeFor(request.Mobility);
        if (order > trees.RegionOrder || zone.Free.OrdersFrom(order, type) == 0)
            return Pfn.None;
        TreeClass kind = TreeClasses.Of(request, zone.Pageblocks.BlockOrder);
        int tree = reserved[(int)kind];
        if (tree >= 0)
        {
            uint pfn = trees.Find(tree, order, type);
            if (pfn != Pfn.None)
                return pfn;
        }
        return Reserve(kind, Math.Max(tree, 0), order, type);
    }

    private uint Reserve(TreeClass kind, int last, int order, MigrateType type)
    {
        int start = last & ~((int)BitOperations.RoundUpToPowerOf2((uint)near * 2) - 1);
        uint pfn = order < zone.Pageblocks.BlockOrder
            ? TryBest(kind, start, order, type)
            : Pfn.None;
        for (var fit = Fit.Own; fit <= Fit.Any && pfn == Pfn.None; fit++)
            pfn = TryAll(kind, fit, start, order, type);
        return pfn;
    }

    /// <summary>A tree near by that is less than half free fits best; then one that is half free
    /// or more, last one that is all but full.</summary>
    private uint TryBest(TreeClass kind, int start, int order, MigrateType type)
    {
        int best = -1;
        bool isScarce = true;
        for (int i = 1; i < near; i++)
        {
            int tree = Around(start, i);
            int free = trees.FreePages(tree);
            if (free < 1 << order || !Fits(tree, kind, Fit.Own, free))
                continue;
            bool scarce = free < pages / ScarceShare;
            if (!scarce && free < pages / 2)
            {
                uint pfn = Take(kind, tree, order, type);
                if (pfn != Pfn.None)
                    return pfn;
            }
            else if (best < 0 || (isScarce && !scarce))
            {
                best = tree;
                isScarce = scarce;
            }
        }
        return best < 0 ? Pfn.None : Take(kind, best, order, type);
    }

    private uint TryAll(TreeClass kind, Fit fit, int start, int order, MigrateType type)
    {
        for (int i = 0; i < trees.Count; i++)
        {
            int tree = Around(start, i);
            int free = trees.FreePages(tree);
            if (free < 1 << order || !Fits(tree, kind, fit, free))
                continue;
            uint pfn = Take(kind, tree, order, type);
            if (pfn != Pfn.None)
                return pfn;
        }
        return Pfn.None;
    }

    /// <summary>Reserves a tree if it has what is asked for.</summary>
    private uint Take(TreeClass kind, int tree, int order, MigrateType type)
    {
        uint pfn = trees.Find(tree, order, type);
        if (pfn == Pfn.None)
            return Pfn.None;
        reserved[(int)kind] = tree;
        if (kind < classes[tree])
            classes[tree] = kind;
        return pfn;
    }

    private bool Fits(int tree, TreeClass kind, Fit fit, int free)
    {
        if (fit != Fit.Any && Array.IndexOf(reserved, tree) >= 0)
            return false;
        if (free == pages)
            classes[tree] = TreeClass.Huge;
        return fit switch
        {
            Fit.Own => classes[tree] == kind || free == pages,
            Fit.Higher => classes[tree] >= kind,
            _ => true,
        };
    }

    /// <summary>Trees ever further from one, to both sides in turn.</summary>
    private int Around(int start, int i)
    {
        int tree = i % 2 == 0 ? start + (i / 2) : start - ((i + 1) / 2);
        return ((tree % trees.Count) + trees.Count) % trees.Count;
    }

    /// <summary>Which trees are available, the better ones first.</summary>
    private enum Fit
    {
        /// <summary>Of the same class, or with nothing in use.</summary>
        Own,
        /// <summary>Of a higher class, which it loses.</summary>
        Higher,
        /// <summary>Not reserved by another class.</summary>
        Unreserved,
        Any,
    }
}
