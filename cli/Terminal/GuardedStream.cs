using FragSim.Cli.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Terminal;

/// <summary>A standard stream of the process, which may be full or closed. A pipe whose reader has
/// gone is neither: the rest is dropped, as other tools do.</summary>
/// <param name="inner">The system's stream.</param>
/// <param name="name">What messages call it.</param>
/// <param name="isVital">Does work end when it cannot be written?</param>
internal sealed class GuardedStream(Stream inner, string name, bool isVital) : Stream
{
    public bool HasFailed { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="OutputException">The stream is vital, and cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (HasFailed)
            return;
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (IoReason.IsRefusal(e))
        {
            HasFailed = true;
            if (isVital)
            {
                throw new OutputException(
                    $"{name}: cannot be written: {IoReason.Of(e)}; send it elsewhere.", e);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
