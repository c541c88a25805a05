namespace FragSim.Workloads.Parts;

/// <summary>Ids for blocks: the one freed last is used next, so that ids stay dense.</summary>
internal sealed class IdPool(uint first)
{
    private readonly Stack<uint> free = new();
    private uint next = first;

    public uint Take() => free.TryPop(out uint id) ? id : next++;

    /// <summary>Takes ids in a row, for blocks that keep theirs.</summary>
    /// <returns>The first.</returns>
    public uint Reserve(uint count)
    {
        uint start = next;
        next += count;
        return start;
    }

    public void Return(uint id) => free.Push(id);
}
