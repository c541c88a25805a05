namespace FragSim.Traces.Events;

/// <summary>Dense numbers for the ids in use, given out as a trace must: each new one is the next.
/// </summary>
internal sealed class LiveIds
{
    private readonly DenseIds ids = new();
    private uint[] numbers = new uint[1024];

    /// <summary>The number of an id in use.</summary>
    public bool TryGet(uint id, out uint number)
    {
        number = id < numbers.Length ? numbers[id] - 1 : uint.MaxValue;
        return number != uint.MaxValue;
    }

    /// <summary>Takes an id that is not in use.</summary>
    public uint Add(uint id)
    {
        while (id >= numbers.Length)
            Array.Resize(ref numbers, 2 * numbers.Length);
        uint number = ids.Take();
        numbers[id] = number + 1;
        return number;
    }

    /// <summary>Gives back an id in use.</summary>
    public void Remove(uint id)
    {
        ids.Return(numbers[id] - 1);
        numbers[id] = 0;
    }
}
