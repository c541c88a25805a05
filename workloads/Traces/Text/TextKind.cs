using FragSim.Sim.Base;

namespace FragSim.Traces.Text;

/// <summary>Knows by its beginning what is given as text and is none.</summary>
public static class TextKind
{
    private const int Looked = 4096;

    /// <param name="path">Named in the message.</param>
    /// <param name="head">The beginning, decompressed.</param>
    /// <exception cref="InputException">It is no text; the message says what to do.</exception>
    public static void Check(string path, ReadOnlySpan<byte> head)
    {
        string? wrong = head switch
        {
            [] => "holds nothing; copy it again",
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [not 0, 0, not 0, 0, ..] =>
                "is UTF-16 text; run iconv -f UTF-16 -t UTF-8 FILE > FILE.txt and give that",
            [0x1f, 0x8b, ..] or [0x28, 0xb5, 0x2f, 0xfd, ..] =>
                "is compressed twice; unpack it once and give that",
            _ when head[..Math.Min(head.Length, Looked)].Contains((byte)0) =>
                "is binary and no text; give the text that the tool prints",
            _ => null,
        };
        if (wrong is not null)
            throw new InputException($"{path}: {wrong}");
    }
}
