using System.Numerics;

namespace FragSim.Workloads.Traces;

/// <summary>Ids of a file (any 64-bit number) to dense ones, while they are in use.</summary>
/// <remarks>Most files count from a small number up, so small ids have a table of their own, found
/// without a search; it grows only as far as the number of ids in use bears it out. All others are
/// hashed: linear probing with deletion by shifting back, so it never fills up with dead entries.
/// </remarks>
internal sealed class IdMap
{
    /// <summary>Places in the table for every id in use.</summary>
    private const int Thin = 8;

    private const int Least = 1024;

    /// <summary>The dense id and one; 0 when the id is not in use.</summary>
    private uint[] _small = new uint[Least];
    private Entry[] _hashed = new Entry[Least];
    private int _hashedCount;

    public int Count { get; private set; }

    /// <summary>False when the key is there already.</summary>
    public bool TryAdd(ulong key, uint value)
    {
        if (key >= (ulong)_small.Length && key < (ulong)Thin * (ulong)(Count + Least)
            && key < (ulong)Array.MaxLength / 2)
            GrowSmall(key);
        ref uint held = ref Find(key);
        if (held != 0)
            return false;
        Count++;
        if (key < (ulong)_small.Length)
            held = value + 1;
        else
            AddHashed(new Entry { Key = key, Held = value + 1 });
        return true;
    }

    public bool TryGet(ulong key, out uint value)
    {
        uint held = Find(key);
        value = held - 1;
        return held != 0;
    }

    public bool Remove(ulong key, out uint value)
    {
        ref uint held = ref Find(key);
        value = held - 1;
        if (held == 0)
            return false;
        Count--;
        if (key < (ulong)_small.Length)
            held = 0;
        else
            RemoveHashed(SlotOf(key));
        return true;
    }

    private ref uint Find(ulong key)
    {
        if (key < (ulong)_small.Length)
            return ref _small[key];
        return ref _hashed[SlotOf(key)].Held;
    }

    /// <summary>Where a key is, or would be.</summary>
    private int SlotOf(ulong key)
    {
        int slot = Home(key);
        while (_hashed[slot].Held != 0 && _hashed[slot].Key != key)
            slot = (slot + 1) & (_hashed.Length - 1);
        return slot;
    }

    private int Home(ulong key) =>
        (int)((key * 0x9E3779B97F4A7C15ul) >> 32) & (_hashed.Length - 1);

    private void AddHashed(Entry entry)
    {
        _hashed[SlotOf(entry.Key)] = entry;
        if (++_hashedCount * 2 > _hashed.Length)
            Rehash(2 * _hashed.Length);
    }

    private void RemoveHashed(int hole)
    {
        _hashedCount--;
        int mask = _hashed.Length - 1;
        for (int slot = (hole + 1) & mask; _hashed[slot].Held != 0; slot = (slot + 1) & mask)
        {
            // An entry may fill the hole unless its home lies between the hole and itself.
            int home = Home(_hashed[slot].Key);
            if (((slot - home) & mask) < ((slot - hole) & mask))
                continue;
            _hashed[hole] = _hashed[slot];
            hole = slot;
        }
        _hashed[hole].Held = 0;
    }

    /// <summary>Makes the table reach a key; hashed ids that it then covers move into it.</summary>
    private void GrowSmall(ulong key)
    {
        Array.Resize(ref _small, (int)BitOperations.RoundUpToPowerOf2(key + 1));
        if (_hashedCount > 0)
            Rehash(_hashed.Length);
    }

    private void Rehash(int length)
    {
        Entry[] entries = _hashed;
        _hashed = new Entry[length];
        _hashedCount = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Held == 0)
                continue;
            if (entry.Key < (ulong)_small.Length)
                _small[entry.Key] = entry.Held;
            else
                AddHashed(entry);
        }
    }

    private struct Entry
    {
        public ulong Key;
        /// <summary>The dense id and one; 0 when there is none.</summary>
        public uint Held;
    }
}
