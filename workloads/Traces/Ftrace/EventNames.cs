using System.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>How many events of each name there were, in memory that does not depend on how many
/// names.</summary>
internal sealed class EventNames
{
    private const int Most = 64, Longest = 48;
    private const int Slots = 4 * Most;

    private readonly byte[]?[] names = new byte[Slots][];
    private readonly long[] counts = new long[Slots];
    private int distinct;

    /// <summary>Events whose name is none, or came after too many others.</summary>
    public long Unnamed { get; private set; }

    public long Total => counts.Sum() + Unnamed;

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<(string Name, long Count)> All =>
        [.. names.Zip(counts).Where(n => n.First is not null)
            .Select(n => (Encoding.ASCII.GetString(n.First!), n.Second))
            .OrderByDescending(n => n.Second).ThenBy(n => n.Item1, StringComparer.Ordinal)];

    public void Add(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            Unnamed++;
            return;
        }
        int slot = ((name.Length * 31) + (name[0] * 7) + (name[name.Length / 2] * 13) + name[^1])
            % Slots;
        while (names[slot] is byte[] known)
        {
            if (name.SequenceEqual(known))
            {
                counts[slot]++;
                return;
            }
            slot = (slot + 1) % Slots;
        }
        if (distinct == Most || !IsName(name))
        {
            Unnamed++;
            return;
        }
        distinct++;
        names[slot] = name.ToArray();
        counts[slot] = 1;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte c in name)
            if (!char.IsAsciiLetterOrDigit((char)c) && c != '_')
                return false;
        return name.Length <= Longest && char.IsAsciiLetter((char)name[0]);
    }
}
