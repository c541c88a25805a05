using System.Globalization;
using System.Text;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>Words and numbers of the tables under <c>/proc</c>.</summary>
internal static class KernelTable
{
    public const int MaxLineBytes = 1 << 16;

    /// <summary>Most orders that are counted: no kernel has more than 16.</summary>
    public const int MostOrders = 20;

    private const int MostNameChars = 32;

    /// <summary>Fewest orders that a kernel has.</summary>
    private const int FewestOrders = 6;

    public static string[] Words(ReadOnlySpan<byte> line) => Words(Encoding.UTF8.GetString(line));

    public static string[] Words(string line) =>
        line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>Node 0, zone Normal</c>, and what follows.</summary>
    public static bool IsZone(
        string[] words, LineReader lines, out int node, out string zone, out string[] rest)
    {
        (node, zone, rest) = (0, "", []);
        if (words is not ["Node", string number, "zone", string name, ..])
            return false;
        node = (int)Number(number.TrimEnd(','), lines, 1 << 16);
        zone = Name(name.TrimEnd(','));
        rest = words[4..];
        return true;
    }

    /// <summary>The name of a zone or type, with nothing in it that means something to a terminal.
    /// </summary>
    public static string Name(string word) => string.Concat(word.Take(MostNameChars).Select(
        c => char.IsAsciiLetterOrDigit(c) || "_<>()-".Contains(c, StringComparison.Ordinal)
            ? c : '?'));

    /// <summary>A number of blocks for each order. Beyond 100000 the kernel stops counting by type
    /// and prints <c>&gt;100000</c>.</summary>
    /// <param name="words">The numbers.</param>
    /// <param name="orders">How many there are in other rows; 0 before the first.</param>
    /// <param name="lines">For messages.</param>
    public static long[] Blocks(ReadOnlySpan<string> words, int orders, LineReader lines)
    {
        if (words.Length < FewestOrders || words.Length > MostOrders)
            throw lines.At($"has {words.Length} numbers, and a kernel has {FewestOrders} to "
                + $"{MostOrders} orders; the line is cut or wrapped, paste it as it was printed");
        if (orders > 0 && words.Length != orders)
            throw lines.At($"has {words.Length} numbers, and the rows before have {orders}; the "
                + "text is cut or wrapped, paste it as it was printed");
        long[] counts = new long[words.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = Number(words[i].TrimStart('>'), lines, uint.MaxValue >> i);
        return counts;
    }

    public static long Number(string word, LineReader lines, long max) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value <= max ? value
            : throw lines.At($"'{word}' is not a number from 0 to {max}; the file is damaged");
}
