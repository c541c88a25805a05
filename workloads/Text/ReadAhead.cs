using System.Runtime.ExceptionServices;
using FragSim.Sim;

namespace FragSim.Workloads.Text;

/// <summary>
/// Reads a file that may be compressed on a thread of its own, a few blocks ahead: gunzip takes as
/// long as parsing, and the two need not wait for each other.
/// </summary>
internal sealed class ReadAhead : Stream
{
    private const int BlockBytes = 1 << 20;
    private const int Blocks = 4;

    private readonly object _lock = new();
    private readonly Stream _inner;
    private readonly FileStream _file;
    private readonly byte[][] _ring = new byte[Blocks][];
    private readonly int[] _lengths = new int[Blocks];
    private readonly Thread _thread;
    private long _filled;
    private long _taken;
    private int _offset;
    private bool _ended;
    private bool _closed;
    private ExceptionDispatchInfo? _failure;

    /// <exception cref="InputException">There is no such file, or nothing in it.</exception>
    public ReadAhead(string path)
    {
        _inner = TextFile.Open(path, out _file);
        for (int i = 0; i < Blocks; i++)
            _ring[i] = new byte[BlockBytes];
        _thread = new Thread(Produce) { IsBackground = true, Name = "gunzip" };
        _thread.Start();
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
        int slot = (int)(_taken % Blocks);
        lock (_lock)
        {
            while (_taken == _filled && !_ended)
                Monitor.Wait(_lock);
            if (_taken == _filled)
            {
                _failure?.Throw();
                return 0;
            }
        }
        int got = Math.Min(buffer.Length, _lengths[slot] - _offset);
        _ring[slot].AsSpan(_offset, got).CopyTo(buffer);
        _offset += got;
        if (_offset == _lengths[slot])
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
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
        _thread.Join();
        base.Dispose(disposing);
    }

    private void Release()
    {
        lock (_lock)
        {
            _offset = 0;
            _taken++;
            Monitor.PulseAll(_lock);
        }
    }

    private void Produce()
    {
        try
        {
            while (WaitForRoom() is int slot and >= 0)
            {
                int length = FillBlock(_ring[slot], out ExceptionDispatchInfo? failure);
                Fraction = (double)_file.Position / Math.Max(1, _file.Length);
                lock (_lock)
                {
                    _lengths[slot] = length;
                    _filled += length > 0 ? 1 : 0;
                    _failure = failure;
                    Monitor.PulseAll(_lock);
                }
                if (length < BlockBytes)
                    break;
            }
        }
        finally
        {
            _inner.Dispose();
            lock (_lock)
            {
                _ended = true;
                Monitor.PulseAll(_lock);
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
                && (got = _inner.Read(block, length, block.Length - length)) > 0)
                length += got;
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        return length;
    }

    private int WaitForRoom()
    {
        lock (_lock)
        {
            while (!_closed && _filled - _taken == Blocks)
                Monitor.Wait(_lock);
            return _closed ? -1 : (int)(_filled % Blocks);
        }
    }
}
