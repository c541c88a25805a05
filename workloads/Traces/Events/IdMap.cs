using System.Numerics;

namespace FragSim.Traces.Events;

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
    private uint[] small = new uint[Least];
    private Entry[] hashed = new Entry[Least];
    private int hashedCount;

    public int Count { get; private set; }

    /// <summary>False when the key is there already.</summary>
    public bool TryAdd(ulong key, uint value)
    {
        if (key >= (ulong)small.Length && key < (ulong)Thin * (ulong)(Count + Least)
            && key < (ulong)Array.MaxLength / 2)
            GrowSmall(key);
        ref uint held = ref Find(key);
        if (held != 0)
            return false;
        Count++;
        if (key < (ulong)small.Length)
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
        if (key < (ulong)small.Length)
            held = 0;
        else
            RemoveHashed(SlotOf(key));
        return true;
    }

    private ref uint Find(ulong key)
    {
        if (key < (ulong)small.Length)
            return ref small[key];
        return ref hashed[SlotOf(key)].Held;
    }

    /// <summary>Where a key is, or would be.</summary>
    private int SlotOf(ulong key)
    {
        int slot = Home(key);
        while (hashed[slot].Held != 0 && hashed[slot].Key != key)
            slot = (slot + 1) & (hashed.Length - 1);
        return slot;
    }

    private int Home(ulong key) =>
        (int)((key * 0x9E3779B97F4A7C15ul) >> 32) & (hashed.Length - 1);

    private void AddHashed(Entry entry)
    {
        hashed[SlotOf(entry.Key)] = entry;
        if (++hashedCount * 2 > hashed.Length)
            Rehash(2 * hashed.Length);
    }

    private void RemoveHashed(int hole)
    {
        hashedCount--;
        int mask = hashed.Length - 1;
        for (int slot = (hole + 1) & mask; hashed[slot].Held != 0; slot = (slot + 1) & mask)
        {
            // An entry may fill the hole unless its home lies between the hole and itself.
            int home = Home(hashed[slot].Key);
            if (((slot - home) & mask) < ((slot - hole) & mask))
                continue;
            hashed[hole] = hashed[slot];
            hole = slot;
        }
        hashed[hole].Held = 0;
    }

    /// <summary>Makes the table reach a key; hashed ids that it then covers move into it.</summary>
    private void GrowSmall(ulong key)
    {
        Array.Resize(ref small, (int)BitOperations.RoundUpToPowerOf2(key + 1));
        if (hashedCount > 0)
            Rehash(hashed.Length);
    }

    private void Rehash(int length)
    {
        Entry[] entries = hashed;
        hashed = new Entry[length];
        hashedCount = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Held == 0)
                continue;
            if (entry.Key < (ulong)small.Length)
                small[entry.Key] = entry.Held;
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
