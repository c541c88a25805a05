using System.Runtime.ExceptionServices;
using FragSim.Sim.Base;

namespace FragSim.Traces.Text;

/// <summary>
/// Reads a file that may be compressed on a thread of its own, a few blocks ahead: gunzip takes as
/// long as parsing, and the two need not wait for each other.
/// </summary>
internal sealed class ReadAhead : Stream
{
    private const int BlockBytes = 1 << 20;
    private const int Blocks = 4;

    private readonly object gate = new();
    private readonly Stream inner;
    private readonly CancellationTokenSource cancel;
    private readonly byte[][] ring = new byte[Blocks][];
    private readonly int[] lengths = new int[Blocks];
    private readonly Thread thread;
    private long filled;
    private long taken;
    private int offset;
    private bool ended;
    private bool closed;
    private ExceptionDispatchInfo? failure;

    /// <exception cref="InputException">There is no such file, or nothing in it.</exception>
    public ReadAhead(string path)
    {
        inner = TextFile.Open(path);
        cancel = CancellationTokenSource.CreateLinkedTokenSource(InputCancellation.Token);
        thread = new Thread(Produce) { IsBackground = true, Name = "gunzip" };
        thread.Start();
    }

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public double Fraction { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int slot = (int)(taken % Blocks);
        lock (gate)
        {
            while (taken == filled && !ended)
                Monitor.Wait(gate);
            if (taken == filled)
            {
                failure?.Throw();
                return 0;
            }
        }
        int got = Math.Min(buffer.Length, lengths[slot] - offset);
        ring[slot].AsSpan(offset, got).CopyTo(buffer);
        offset += got;
        if (offset == lengths[slot])
            Release();
        return got;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            Monitor.PulseAll(gate);
        }
        // The writer of a pipe may take any time.
        cancel.Cancel();
        thread.Join();
        cancel.Dispose();
        base.Dispose(disposing);
    }

    private void Release()
    {
        lock (gate)
        {
            offset = 0;
            taken++;
            Monitor.PulseAll(gate);
        }
    }

    private void Produce()
    {
        InputCancellation.Token = cancel.Token;
        try
        {
            while (WaitForRoom() is int slot and >= 0)
            {
                int length = FillBlock(
                    ring[slot] ??= new byte[BlockBytes], out ExceptionDispatchInfo? failure);
                Fraction = inner is InputStream input ? input.Fraction : 0;
                lock (gate)
                {
                    lengths[slot] = length;
                    filled += length > 0 ? 1 : 0;
                    this.failure = failure;
                    Monitor.PulseAll(gate);
                }
                if (length < BlockBytes)
                    break;
            }
        }
        finally
        {
            inner.Dispose();
            lock (gate)
            {
                ended = true;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Fills as much as there is; what was read before a failure still counts.</summary>
    private int FillBlock(byte[] block, out ExceptionDispatchInfo? failure)
    {
        failure = null;
        int length = 0;
        try
        {
            int got;
            while (length < block.Length
                && (got = inner.Read(block, length, block.Length - length)) > 0)
                length += got;
        }
        // Whatever went wrong belongs to the reader, which throws it after the last good byte.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        return length;
    }

    private int WaitForRoom()
    {
        lock (gate)
        {
            while (!closed && filled - taken == Blocks)
                Monitor.Wait(gate);
            return closed ? -1 : (int)(filled % Blocks);
        }
    }
}
