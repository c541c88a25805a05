using FragSim.Sim.Events;
using FragSim.Sim.Memory;

namespace FragSim.Workloads.Parts;

/// <summary>Anonymous memory of one process, in a range of addresses of its own: pages are touched
/// from its start up, those given back meanwhile before new ones.</summary>
internal sealed class Mapping(Pages pages)
{
    private readonly List<(uint Id, uint Page)> held = [];
    private readonly Stack<uint> holes = new();
    private uint next;

    /// <summary>Pages in memory.</summary>
    public int Count => held.Count;

    /// <summary>One of its pages.</summary>
    public uint IdAt(int index) => held[index].Id;

    /// <summary>Frees what is held, and begins a range anew.</summary>
    /// <param name="size">Pages that it will hold at most.</param>
    public void Map(int size)
    {
        Clear();
        next = pages.Map(size);
    }

    /// <summary>Touches one more page.</summary>
    /// <returns>False when there is no memory for it.</returns>
    public bool Grow()
    {
        uint page = holes.TryPeek(out uint hole) ? hole : next;
        uint id = pages.Allocate(
            0, MigrateType.Movable, PageSource.Anon, EventFlags.Lru, page: page);
        if (id == Pfn.None)
            return false;
        if (!holes.TryPop(out _))
            next++;
        held.Add((id, page));
        return true;
    }

    /// <summary>Gives one page back.</summary>
    public void FreeAt(int index)
    {
        pages.Free(held[index].Id);
        holes.Push(held[index].Page);
        held[index] = held[^1];
        held.RemoveAt(held.Count - 1);
    }

    public void Clear()
    {
        foreach ((uint id, _) in held)
            pages.Free(id);
        held.Clear();
        holes.Clear();
    }
}
