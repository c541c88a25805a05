using FragSim.Sim.Base;
using FragSim.Sim.Events;

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

    /// <summary>Gives pages back, each drawn by chance.</summary>
    public void FreeSome(int count, Rng rng)
    {
        Span<int> drawn = stackalloc int[Pages.Ahead];
        while (count > 0)
        {
            // What is drawn from is one less each time: so it can be drawn before it is freed.
            int some = Math.Min(count, drawn.Length);
            for (int i = 0; i < some; i++)
            {
                drawn[i] = (int)rng.Below((uint)(held.Count - i));
                pages.Expect(held[drawn[i]].Id);
            }
            foreach (int index in drawn[..some])
                FreeAt(index);
            count -= some;
        }
    }

    public void Clear()
    {
        for (int i = 0; i < held.Count; i++)
        {
            if (i + Pages.Ahead < held.Count)
                pages.Expect(held[i + Pages.Ahead].Id);
            pages.Free(held[i].Id);
        }
        held.Clear();
        holes.Clear();
    }

    private void FreeAt(int index)
    {
        pages.Free(held[index].Id);
        holes.Push(held[index].Page);
        held[index] = held[^1];
        held.RemoveAt(held.Count - 1);
    }
}
