using System.Numerics;

namespace FragSim.Traces.Fstrace;

/// <summary>How many bytes each of the four codes of a column stands for.</summary>
internal sealed class StepWidths
{
    /// <summary>Bytes of all four steps that one byte of codes describes.</summary>
    private readonly byte[] ofFour = new byte[256];
    private readonly int[] widths;

    private StepWidths(params int[] widths)
    {
        this.widths = widths;
        for (int codes = 0; codes < 256; codes++)
            for (int i = 0; i < 4; i++)
                ofFour[codes] += (byte)widths[(codes >> (2 * i)) & 3];
    }

    /// <summary>1, 2, 4 or 8 bytes: 2 to the power of the code.</summary>
    public static StepWidths OfTime { get; } = new(1, 2, 4, 8);

    /// <summary>1 to 4 bytes: the code and one.</summary>
    public static StepWidths OfId { get; } = new(1, 2, 3, 4);

    /// <summary>Bytes of the codes of a number of steps; unused bits are zero.</summary>
    public static int CodeBytes(int steps) => (steps + 3) >> 2;

    public int Bytes(int code) => widths[code];

    public int CodeFor(ulong step)
    {
        int bytes = Math.Max(1, (71 - BitOperations.LeadingZeroCount(step)) >> 3);
        int code = 0;
        while (widths[code] < bytes)
            code++;
        return code;
    }

    /// <summary>Bytes of all steps that the codes describe.</summary>
    public int Sum(ReadOnlySpan<byte> codes, int steps)
    {
        int sum = 0;
        foreach (byte four in codes)
            sum += ofFour[four];
        // The last byte may have codes to spare: they are zero, and mean the least width.
        return sum - (((4 * codes.Length) - steps) * widths[0]);
    }
}
