namespace FragSim.Workloads.Traces;

/// <summary>Dense numbers for the ids in use, given out as a trace must: each new one is the next.
/// </summary>
internal sealed class LiveIds
{
    private readonly DenseIds _ids = new();
    private uint[] _numbers = new uint[1024];

    /// <summary>The number of an id in use.</summary>
    public bool TryGet(uint id, out uint number)
    {
        number = id < _numbers.Length ? _numbers[id] - 1 : uint.MaxValue;
        return number != uint.MaxValue;
    }

    /// <summary>Takes an id that is not in use.</summary>
    public uint Add(uint id)
    {
        while (id >= _numbers.Length)
            Array.Resize(ref _numbers, 2 * _numbers.Length);
        uint number = _ids.Take();
        _numbers[id] = number + 1;
        return number;
    }

    /// <summary>Gives back an id in use.</summary>
    public void Remove(uint id)
    {
        _ids.Return(_numbers[id] - 1);
        _numbers[id] = 0;
    }
}
