using System.Text;

namespace FragSim.Traces.Fstrace;

/// <summary>Numbers and names as bytes: seven bits a byte, the lowest first, the top bit set on all
/// but the last (LEB128).</summary>
internal sealed class VarintWriter
{
    private byte[] bytes = new byte[1 << 12];
    private int end;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, end);

    public void Number(ulong value)
    {
        if (end + 10 > bytes.Length)
            Array.Resize(ref bytes, 2 * bytes.Length);
        for (; value >= 0x80; value >>= 7)
            bytes[end++] = (byte)(value | 0x80);
        bytes[end++] = (byte)value;
    }

    /// <summary>A number of either sign: small ones stay short.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Number((ulong)bytes.Length);
        while (end + bytes.Length > this.bytes.Length)
            Array.Resize(ref this.bytes, 2 * this.bytes.Length);
        bytes.CopyTo(this.bytes, end);
        end += bytes.Length;
    }

    public void Clear() => end = 0;
}
