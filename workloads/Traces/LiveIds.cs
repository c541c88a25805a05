namespace FragSim.Workloads.Traces;

/// <summary>A set of dense ids.</summary>
internal sealed class LiveIds
{
    private ulong[] _bits = new ulong[1024];

    public bool Contains(uint id) =>
        id >> 6 < _bits.Length && (_bits[id >> 6] & 1ul << (int)(id & 63)) != 0;

    public void Add(uint id)
    {
        while (id >> 6 >= _bits.Length)
            Array.Resize(ref _bits, 2 * _bits.Length);
        _bits[id >> 6] |= 1ul << (int)(id & 63);
    }

    /// <summary>False when it was not there.</summary>
    public bool Remove(uint id)
    {
        if (!Contains(id))
            return false;
        _bits[id >> 6] &= ~(1ul << (int)(id & 63));
        return true;
    }
}
