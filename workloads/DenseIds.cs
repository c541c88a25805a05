namespace FragSim.Workloads;

/// <summary>Gives out small numbers, those given back last first, so that ids stay dense.</summary>
internal sealed class DenseIds(uint first = 0)
{
    private uint[] _free = new uint[1024];
    private int _count;
    private uint _next = first;

    /// <summary>Every id given out so far is below this.</summary>
    public uint End => _next;

    public uint Take() => _count > 0 ? _free[--_count] : _next++;

    public void Return(uint id)
    {
        if (_count == _free.Length)
            Array.Resize(ref _free, 2 * _free.Length);
        _free[_count++] = id;
    }
}
