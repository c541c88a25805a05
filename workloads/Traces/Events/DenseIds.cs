namespace FragSim.Traces.Events;

/// <summary>Gives out small numbers, those given back last first, so that ids stay dense.</summary>
internal sealed class DenseIds(uint first = 0)
{
    private uint[] free = new uint[1024];
    private int count;
    private uint next = first;

    /// <summary>Every id given out so far is below this.</summary>
    public uint End => next;

    public uint Take() => count > 0 ? free[--count] : next++;

    public void Return(uint id)
    {
        if (count == free.Length)
            Array.Resize(ref free, 2 * free.Length);
        free[count++] = id;
    }
}
