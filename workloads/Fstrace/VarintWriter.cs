using System.Text;

namespace FragSim.Workloads.Fstrace;

/// <summary>Numbers and names as bytes: seven bits a byte, the lowest first, the top bit set on all
/// but the last (LEB128).</summary>
internal sealed class VarintWriter
{
    private byte[] _bytes = new byte[1 << 12];
    private int _end;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _end);

    public void Number(ulong value)
    {
        if (_end + 10 > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        for (; value >= 0x80; value >>= 7)
            _bytes[_end++] = (byte)(value | 0x80);
        _bytes[_end++] = (byte)value;
    }

    /// <summary>A number of either sign: small ones stay short.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Number((ulong)bytes.Length);
        while (_end + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        bytes.CopyTo(_bytes, _end);
        _end += bytes.Length;
    }

    public void Clear() => _end = 0;
}
