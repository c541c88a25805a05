using System.Text;

namespace FragSim.Traces.Fstrace;

/// <summary>Reads what <see cref="VarintWriter"/> wrote, out of one block after another.</summary>
/// <param name="more">The next piece; empty when there is none.</param>
/// <param name="damaged">The error of what was read last.</param>
internal sealed class VarintReader(
    Func<byte[]> more, Func<string, Exception> damaged)
{
    private byte[] piece = [];
    private int at;

    /// <summary>Begins to read, at a first piece.</summary>
    public void Begin(byte[] piece) => (this.piece, at) = (piece, 0);

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Next();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw damaged("a number does not end");
    }

    /// <summary>A number that must not be above a limit.</summary>
    public ulong Number(ulong max)
    {
        ulong value = Number();
        return value <= max ? value : throw damaged($"{value} is above {max}");
    }

    public long Signed()
    {
        ulong value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Text()
    {
        byte[] bytes = new byte[(int)Number(FstraceLayout.MaxNameBytes)];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = Next();
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Nothing may be left over.</summary>
    public void End()
    {
        if (at < piece.Length)
            throw damaged("there is more in it than belongs there");
    }

    private byte Next()
    {
        if (at == piece.Length)
        {
            (piece, at) = (more(), 0);
            if (piece.Length == 0)
                throw damaged("the state of memory ends early");
        }
        return piece[at++];
    }
}
