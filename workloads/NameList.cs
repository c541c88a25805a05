using System.Collections;

namespace FragSim.Workloads;

/// <summary>
/// A list of names that one thread appends to while others read it: an entry never changes once the
/// count includes it.
/// </summary>
internal sealed class NameList : IReadOnlyList<string>
{
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
    public uint IndexOf(string name)
    {
        for (int i = 0; i < count; i++)
            if (names[i] == name)
                return (uint)i;
        return Add(name);
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
