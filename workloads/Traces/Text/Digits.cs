using System.Buffers.Binary;
using System.Buffers.Text;

namespace FragSim.Traces.Text;

/// <summary>Decimal numbers out of text, eight digits at a time.</summary>
internal static class Digits
{
    /// <summary>So many digits always fit.</summary>
    private const int Safe = 19;

    /// <summary>False when the text is anything but a number that fits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length is 0 or > Safe)
        {
            return Utf8Parser.TryParse(text, out value, out int used)
                && used == text.Length && used > 0 && text[0] != '+';
        }
        if (text.Length >= 8)
        {
            if (!TryReadEight(BinaryPrimitives.ReadUInt64LittleEndian(text), out value))
                return false;
            text = text[8..];
        }
        foreach (byte c in text)
        {
            uint digit = c - (uint)'0';
            if (digit > 9)
                return false;
            value = (value * 10) + digit;
        }
        return true;
    }

    /// <summary>Neighbours are joined in three steps: digits to pairs, pairs to fours, fours to
    /// the whole.</summary>
    private static bool TryReadEight(ulong text, out ulong value)
    {
        ulong digits = text - 0x3030303030303030;
        // A byte below '0' borrows and sets the top bit; one above '9' carries into it.
        bool good = ((digits | (digits + 0x7676767676767676)) & 0x8080808080808080) == 0;
        digits = (digits * 10) + (digits >> 8);
        value = (((digits & 0x000000FF000000FF) * (100 + (1000000ul << 32)))
            + (((digits >> 16) & 0x000000FF000000FF) * (1 + (10000ul << 32)))) >> 32;
        return good;
    }
}
