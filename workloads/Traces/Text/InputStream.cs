using FragSim.Sim.Base;
namespace FragSim.Traces.Text;

/// <summary>An input as its readers see it: it ends with an exception once the command that reads
/// is interrupted, however many bytes are still to come.</summary>
/// <param name="content">Disposed with this one.</param>
/// <param name="file">What lies on disk or comes through a pipe below the content, which may be
/// compressed.</param>
internal sealed class InputStream(Stream content, Stream file) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => content.CanSeek;
    public override bool CanWrite => false;
    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => content.Position = value;
    }

    /// <summary>How much of the file was read, 0 to 1; 0 where its length is not known.</summary>
    public double Fraction => file.CanSeek && file.Length > 0
        ? Math.Min(1, (double)file.Position / file.Length) : 0;

    public override int Read(Span<byte> buffer)
    {
        InputCancellation.Token.ThrowIfCancellationRequested();
        return content.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
