using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Finds allocations that have no event: <c>alloc_pages_bulk</c>, which kernel stacks come from,
/// takes its pages off the per-CPU list at once. That list is served from the head, so when the
/// page allocated next is not the head, those before it are gone.
/// </summary>
/// <remarks>Follows the lists of unmovable base pages, one a zone, of a machine with one CPU
/// (<c>mm/page_alloc.c</c>: <c>rmqueue_bulk</c> appends, <c>free_unref_page_commit</c> puts to the
/// head). One page skipped is an interrupt that came between a task's page and its event.</remarks>
internal sealed class BulkWatch
{
    private readonly IReadOnlyList<ZoneSpan> _zones;
    private readonly LinkedList<uint>[] _lists;
    private readonly Dictionary<uint, LinkedListNode<uint>> _nodes = [];
    private readonly MigrateType[] _types;
    private readonly List<uint> _taken = [];

    public BulkWatch(StartState start)
    {
        _zones = start.Zones;
        _lists = [.. _zones.Select(_ => new LinkedList<uint>())];
        _types = new MigrateType[(_zones.Max(z => z.End) >> Order.Huge) + 1];
        foreach ((uint pfn, MigrateType type, _) in start.Pageblocks)
            SetType(pfn, type);
        foreach (StartList list in start.PcpLists)
        {
            foreach (uint pfn in list.Pfns)
            {
                if (list is { Order: 0, Type: MigrateType.Unmovable })
                    Add(pfn, head: false);
            }
        }
    }

    /// <summary>What the last record shows to have been taken without an event, in the order in
    /// which it was.</summary>
    public IReadOnlyList<uint> Taken => _taken;

    public void Saw(in FtraceRecord record)
    {
        _taken.Clear();
        switch (record.Kind)
        {
            case FtraceKind.ZoneLocked when IsListed(record):
                Add(record.Pfn, head: false);
                break;
            case FtraceKind.Alloc when record.Order == 0:
                Take(record.Pfn);
                break;
            case FtraceKind.Free when record.Order == 0:
                Remove(record.Pfn);
                if (TypeOf(record.Pfn) == MigrateType.Unmovable)
                    Add(record.Pfn, head: true);
                break;
            case FtraceKind.PcpuDrain:
                Remove(record.Pfn);
                break;
            case FtraceKind.Extfrag when record.ChangesOwnership:
                SetType(record.Pfn, record.Mobility);
                if (record.Order > Order.Huge)
                    SetType(record.Pfn + Order.Pages(Order.Huge), record.Mobility);
                break;
        }
    }

    private static bool IsListed(in FtraceRecord record) =>
        record is { Order: 0, Mobility: MigrateType.Unmovable };

    private void Take(uint pfn)
    {
        if (!_nodes.TryGetValue(pfn, out LinkedListNode<uint>? node))
            return;
        LinkedListNode<uint>? before = node.Previous;
        if (before?.Previous != null)
        {
            for (; before != null; before = before.Previous)
                _taken.Add(before.Value);
            _taken.Reverse();
            foreach (uint taken in _taken)
                Remove(taken);
        }
        Remove(pfn);
    }

    private void Add(uint pfn, bool head)
    {
        Remove(pfn);
        int zone = 0;
        while (zone < _zones.Count && (pfn < _zones[zone].Start || pfn >= _zones[zone].End))
            zone++;
        if (zone < _zones.Count)
            _nodes[pfn] = head ? _lists[zone].AddFirst(pfn) : _lists[zone].AddLast(pfn);
    }

    private void Remove(uint pfn)
    {
        if (_nodes.Remove(pfn, out LinkedListNode<uint>? node))
            node.List!.Remove(node);
    }

    private MigrateType TypeOf(uint pfn) =>
        pfn >> Order.Huge < _types.Length ? _types[pfn >> Order.Huge] : MigrateType.Movable;

    private void SetType(uint pfn, MigrateType type)
    {
        if (pfn >> Order.Huge < _types.Length)
            _types[pfn >> Order.Huge] = type;
    }
}
