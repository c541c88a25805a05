namespace FragSim.Workloads.Traces;

/// <summary>Ids of a file (any 64-bit number) to dense ones, while they are in use. Linear probing
/// with deletion by shifting back, so it never fills up with dead entries.</summary>
internal sealed class IdMap
{
    private ulong[] _keys = new ulong[1024];
    private uint[] _values = new uint[1024];
    private bool[] _used = new bool[1024];

    public int Count { get; private set; }

    /// <summary>False when the key is there already.</summary>
    public bool TryAdd(ulong key, uint value)
    {
        int slot = Find(key);
        if (_used[slot])
            return false;
        Put(slot, key, value);
        if (++Count * 2 > _keys.Length)
            Grow();
        return true;
    }

    public bool TryGet(ulong key, out uint value)
    {
        int slot = Find(key);
        value = _values[slot];
        return _used[slot];
    }

    public bool Remove(ulong key, out uint value)
    {
        int hole = Find(key);
        value = _values[hole];
        if (!_used[hole])
            return false;
        Count--;
        int mask = _keys.Length - 1;
        for (int slot = (hole + 1) & mask; _used[slot]; slot = (slot + 1) & mask)
        {
            // An entry may fill the hole unless its home lies between the hole and itself.
            int home = Home(_keys[slot]);
            if (((slot - home) & mask) < ((slot - hole) & mask))
                continue;
            Put(hole, _keys[slot], _values[slot]);
            hole = slot;
        }
        _used[hole] = false;
        return true;
    }

    private int Home(ulong key) =>
        (int)((key * 0x9E3779B97F4A7C15ul) >> 32) & (_keys.Length - 1);

    private int Find(ulong key)
    {
        int slot = Home(key);
        while (_used[slot] && _keys[slot] != key)
            slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }

    private void Put(int slot, ulong key, uint value)
    {
        _keys[slot] = key;
        _values[slot] = value;
        _used[slot] = true;
    }

    private void Grow()
    {
        (ulong[] keys, uint[] values, bool[] used) = (_keys, _values, _used);
        _keys = new ulong[2 * keys.Length];
        _values = new uint[_keys.Length];
        _used = new bool[_keys.Length];
        for (int i = 0; i < keys.Length; i++)
            if (used[i])
                Put(Find(keys[i]), keys[i], values[i]);
    }
}
