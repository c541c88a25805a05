using System.Collections.Concurrent;
using FragSim.Sim.Base;

namespace FragSim.Traces.Text;

/// <summary>A pipe, a socket or a terminal: its bytes come once. The first
/// <see cref="InputLimits.PipeHeadBytes"/> are kept, so that it may be opened several times until
/// one reader goes beyond them.</summary>
internal sealed class PipedInput
{
    private const int ChunkBytes = 1 << 16;

    private static readonly ConcurrentDictionary<string, PipedInput> All = new();

    private readonly object gate = new();
    private readonly string path;
    private readonly FileStream file;
    private readonly byte[] chunk = new byte[ChunkBytes];
    private byte[] head = [];
    private int held;
    private Task<int>? pending;
    private int chunkAt;
    private int chunkEnd;
    private PipedStream? owner;
    private bool ended;

    private PipedInput(string path, FileStream file) => (this.path, this.file) = (path, file);

    /// <summary>A pipe that was opened before, from its beginning; null when this is none.
    /// </summary>
    /// <exception cref="InputException">Its beginning is gone.</exception>
    public static Stream? Again(string path) =>
        All.TryGetValue(Path.GetFullPath(path), out PipedInput? input) ? input.Open() : null;

    /// <summary>A pipe that was just opened.</summary>
    public static Stream First(string path, FileStream file) =>
        All.GetOrAdd(Path.GetFullPath(path), new PipedInput(path, file)).Open();

    private PipedStream Open()
    {
        lock (gate)
        {
            if (owner is null)
                return new PipedStream(this);
        }
        throw new InputException($"{path}: is a pipe, which must be read again and whose first "
            + $"{InputLimits.PipeHeadBytes >> 20} MiB are gone; write it to a file and give that");
    }

    /// <summary>Bytes from a position on; 0 at the end.</summary>
    private int Read(PipedStream reader, Span<byte> buffer)
    {
        lock (gate)
        {
            if (reader.Position < held)
            {
                int again = (int)Math.Min(buffer.Length, held - reader.Position);
                head.AsSpan((int)reader.Position, again).CopyTo(buffer);
                return again;
            }
            if (ended)
                return 0;
            int got = Next(buffer);
            ended = got == 0;
            if (owner is null && held + got <= InputLimits.PipeHeadBytes)
                Keep(buffer[..got]);
            else
                owner ??= reader;
            return owner is null || owner == reader ? got
                : throw new InputException($"{path}: is a pipe, which two cannot read");
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (held + bytes.Length > head.Length)
            Array.Resize(ref head, Math.Max(2 * head.Length, held + bytes.Length));
        bytes.CopyTo(head.AsSpan(held));
        held += bytes.Length;
    }

    /// <summary>Waits for bytes as long as nothing interrupts.</summary>
    private int Next(Span<byte> buffer)
    {
        if (chunkAt == chunkEnd)
        {
            // A read that was given up goes on, and the next to ask gets what it brings.
            pending ??= Task.Run(() => file.Read(chunk));
            Task.WaitAny([pending], InputCancellation.Token);
            (chunkAt, chunkEnd) = (0, pending.GetAwaiter().GetResult());
            pending = null;
        }
        int got = Math.Min(buffer.Length, chunkEnd - chunkAt);
        chunk.AsSpan(chunkAt, got).CopyTo(buffer);
        chunkAt += got;
        return got;
    }

    private void Close(PipedStream reader)
    {
        lock (gate)
        {
            if ((owner == reader || ended) && pending is null)
                file.Dispose();
        }
    }

    private sealed class PipedStream(PipedInput input) : Stream
    {
        private long position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int got = buffer.IsEmpty ? 0 : input.Read(this, buffer);
            position += got;
            return got;
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Read(buffer.AsSpan(offset, count));

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Close(this);
            base.Dispose(disposing);
        }
    }
}
