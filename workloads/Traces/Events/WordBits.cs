namespace FragSim.Traces.Events;

/// <summary>Cells of words joined by a bar, as bits. What a cell meant is remembered: a trace has
/// few different ones.</summary>
internal sealed class WordBits(Spelling words)
{
    private const int Remembered = 64;
    private const int LongestRemembered = 64;

    private readonly byte[]?[] texts = new byte[Remembered][];
    private readonly int[] bits = new int[Remembered];

    /// <param name="text">Words joined by <c>|</c>, or <c>none</c>.</param>
    /// <param name="unknown">What to say of a word that there is not; null when all are known.
    /// </param>
    public int Read(ReadOnlySpan<byte> text, out string? unknown)
    {
        unknown = null;
        int at = (text.Length + (7 * text[0]) + (3 * text[^1])) & (Remembered - 1);
        if (text.SequenceEqual(texts[at]))
            return this.bits[at];
        int bits = text.SequenceEqual("none"u8) ? 0 : Parse(text, out unknown);
        if (unknown is null && text.Length <= LongestRemembered)
            (texts[at], this.bits[at]) = (text.ToArray(), bits);
        return bits;
    }

    private int Parse(ReadOnlySpan<byte> text, out string? unknown)
    {
        int bits = 0;
        foreach (Range part in text.Split((byte)'|'))
        {
            int index = words.IndexOf(text[part]);
            if (index < 0)
            {
                unknown = words.Unknown(text[part]);
                return 0;
            }
            bits |= 1 << index;
        }
        unknown = null;
        return bits;
    }
}
