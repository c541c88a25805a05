using FragSim.Cli.Base;

namespace FragSim.Cli.Live;

/// <summary>A file that is written until the disk is full, and then into the reserve, so that it
/// can be ended well.</summary>
/// <param name="file">Written without a buffer, so that a write that failed can be repeated.
/// </param>
/// <param name="reserve">Is spent at the first write that finds no room.</param>
internal sealed class ReservedStream(Stream file, DiskReserve reserve) : WriteOnlyStream(file)
{
    private const int DiskFull = 28;
    private const int QuotaUsedUp = 122;

    public override long Length => Inner.Length;

    public override long Position
    {
        get => Inner.Position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The reserve is not enough.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            Inner.Write(buffer);
        }
        catch (IOException e) when (e.HResult is DiskFull or QuotaUsedUp && !reserve.IsSpent)
        {
            reserve.Spend();
            Inner.Write(buffer);
        }
    }

    public override void Flush() => Inner.Flush();
}
