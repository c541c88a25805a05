using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FragSim.Sim.Base;

namespace FragSim.Bench.Core;

/// <summary>
/// Reads events from a file: a header of four numbers (magic, frames, events, 0), then one number
/// an event, all of 64 bits, little endian.
/// </summary>
internal sealed class EventFile : IEventStream
{
    private const ulong Magic = 0x31_5645_5346;
    private const int HeaderSize = 32;

    private readonly FileStream file;
    private readonly string path;
    private long read;

    /// <exception cref="InputException">It is not such a file.</exception>
    public EventFile(string path)
    {
        this.path = path;
        file = Open(path);
        Span<byte> header = stackalloc byte[HeaderSize];
        bool whole = file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) == HeaderSize;
        if (!whole || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic)
            throw Wrong("is not a file of events; write one with the reference program's --dump");
        ulong frames = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        if (!CoreRun.Holds(frames))
            throw Wrong($"has {frames} frames; a multiple of {CoreRun.Step} is needed");
        Frames = (uint)frames;
    }

    public uint Frames { get; }

    public int Next(Span<ulong> events, out Phase phase)
    {
        phase = Phase.Churn;
        Span<byte> bytes = MemoryMarshal.AsBytes(events);
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int count = length / CoreEvent.Size;
        if (length % CoreEvent.Size != 0)
            throw Wrong($"ends within event {read + count + 1}");
        foreach (ref ulong e in events[..count])
        {
            if (!BitConverter.IsLittleEndian)
                e = BinaryPrimitives.ReverseEndianness(e);
            read++;
            if (CoreEvent.Id(e) >= Frames || CoreEvent.Order(e) > Order.MaxBuddy)
                throw Wrong($"event {read} names an id or an order that is too large");
        }
        return count;
    }

    public void Dispose() => file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private InputException Wrong(string what) => new($"{path}: {what}");
}
