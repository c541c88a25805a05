using System.Collections;
using FragSim.Sim.Base;

namespace FragSim.Traces.Events;

/// <summary>
/// A list of names that one thread appends to while others read it: an entry never changes once the
/// count includes it.
/// </summary>
internal sealed class NameList : IReadOnlyList<string>
{
    /// <summary>So many different names at most: a result has a row for each.</summary>
    public const int Most = 1 << 16;

    /// <summary>In bytes of a file.</summary>
    public const int LongestName = 256;

    private readonly Dictionary<string, uint> indices = [];
    private volatile string[] names = new string[16];
    private volatile int count;

    public int Count => count;

    public string this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count);
            return names[index];
        }
    }

    /// <summary>The index of the name, which is added when it is new.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public uint IndexOf(string name) => TryIndexOf(name, out uint index) ? index
        : throw new InputException($"the trace has more than {Most} different names of phases and "
            + "snapshots; leave some out");

    /// <summary>The same; false when there are too many.</summary>
    public bool TryIndexOf(string name, out uint index)
    {
        if (indices.TryGetValue(name, out index))
            return true;
        if (count >= Most)
            return false;
        index = Add(name);
        return true;
    }

    /// <summary>Appends a name, which may be there already.</summary>
    /// <returns>Its index.</returns>
    public uint Add(string name)
    {
        string[] names = this.names;
        int count = this.count;
        if (count == names.Length)
            Array.Resize(ref names, 2 * count);
        names[count] = name;
        // The array before the count: a reader that sees the new count sees the entry.
        this.names = names;
        this.count = count + 1;
        indices.TryAdd(name, (uint)count);
        return (uint)count;
    }

    public IEnumerator<string> GetEnumerator()
    {
        int count = this.count;
        string[] names = this.names;
        for (int i = 0; i < count; i++)
            yield return names[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
