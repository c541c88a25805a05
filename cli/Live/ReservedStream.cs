namespace FragSim.Cli.Live;

/// <summary>A file that is written until the disk is full, and then into the reserve, so that it
/// can be ended well.</summary>
/// <param name="file">Written without a buffer, so that a write that failed can be repeated.
/// </param>
/// <param name="reserve">Is spent at the first write that finds no room.</param>
internal sealed class ReservedStream(Stream file, DiskReserve reserve) : Stream
{
    private const int DiskFull = 28;
    private const int QuotaUsedUp = 122;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The reserve is not enough.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (IOException e) when (e.HResult is DiskFull or QuotaUsedUp && !reserve.IsSpent)
        {
            reserve.Spend();
            file.Write(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        Write(buffer.AsSpan(offset, count));

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
