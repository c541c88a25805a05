using System.Globalization;
using System.Text;
using FragSim.Sim.Memory;
using FragSim.Workloads.Text;

namespace FragSim.Workloads.Machines;

/// <summary>Words and numbers of the tables under <c>/proc</c>.</summary>
internal static class KernelTable
{
    public const int MaxLineBytes = 1 << 16;

    public static string[] Words(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line).Split(
        [' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>Node 0, zone Normal</c>, and what follows.</summary>
    public static bool IsZone(
        string[] words, LineReader lines, out int node, out string zone, out string[] rest)
    {
        (node, zone, rest) = (0, "", []);
        if (words is not ["Node", string number, "zone", string name, ..])
            return false;
        node = (int)Number(number.TrimEnd(','), lines, 1 << 16);
        zone = name.TrimEnd(',');
        rest = words[4..];
        return true;
    }

    /// <summary>A number of blocks for each order.</summary>
    public static long[] Blocks(ReadOnlySpan<string> words, LineReader lines)
    {
        if (words.Length != Order.Count)
            throw lines.At($"has {words.Length} orders, but {Order.Count} are modelled (0 to "
                + $"{Order.MaxBuddy}); take it from a kernel with 4 KiB pages");
        long[] counts = new long[Order.Count];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = Number(words[i], lines, uint.MaxValue >> i);
        return counts;
    }

    public static long Number(string word, LineReader lines, long max) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value <= max ? value
            : throw lines.At($"'{word}' is not a number from 0 to {max}; the file is damaged");
}
