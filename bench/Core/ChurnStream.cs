using FragSim.Sim.Base;

namespace FragSim.Bench.Core;

/// <summary>
/// Makes the reference stream: fill memory, punch random holes, then churn in random batches, so
/// that free memory is scattered and a block is not handed out again at once.
/// </summary>
internal sealed class ChurnStream : IEventStream
{
    private readonly Rng rng;
    private readonly int order;
    private readonly ulong fullFrames;
    private readonly ulong goalFrames;
    private readonly uint[] live;
    private readonly byte[] orders;
    private readonly uint[] recycled;
    private uint liveCount;
    private uint recycledCount;
    private uint fresh;
    private ulong liveFrames;
    private ulong churnLeft;
    private uint batchLeft;
    private bool allocating;
    private Phase? phase = Phase.Fill;

    public ChurnStream(CoreOptions options)
    {
        Frames = options.Frames;
        order = options.Order;
        churnLeft = options.Churn;
        rng = new Rng(options.Seed);
        ulong blocks = options.IsMixed ? Frames : Frames >> order;
        ulong occupancy = options.Occupancy;
        fullFrames = options.IsMixed ? blocks * 95 / 100 : blocks << order;
        goalFrames = options.IsMixed ? blocks * occupancy / 100
            : (blocks * occupancy / 100) << order;
        live = new uint[blocks];
        orders = new byte[blocks];
        recycled = new uint[blocks];
    }

    public uint Frames { get; }

    /// <summary>Blocks in use at this point of the stream, with their orders.</summary>
    public IEnumerable<(uint Id, int Order)> Live =>
        live.Take((int)liveCount).Select(id => (id, (int)orders[id]));

    public int Next(Span<ulong> events, out Phase phase)
    {
        while (this.phase is { } current)
        {
            phase = current;
            int count = current switch
            {
                Phase.Fill => Fill(events),
                Phase.Punch => Punch(events),
                _ => Churn(events),
            };
            if (count > 0)
                return count;
        }
        phase = Phase.Churn;
        return 0;
    }

    public void Dispose() { }

    private int Fill(Span<ulong> events)
    {
        int n = 0;
        while (n < events.Length && liveFrames < fullFrames && liveCount < live.Length)
            events[n++] = Alloc();
        if (n < events.Length)
            phase = Phase.Punch;
        return n;
    }

    private int Punch(Span<ulong> events)
    {
        int n = 0;
        while (n < events.Length && liveFrames > goalFrames)
            events[n++] = Free();
        if (n < events.Length)
            phase = Phase.Churn;
        return n;
    }

    private int Churn(Span<ulong> events)
    {
        int n = 0;
        while (n < events.Length)
        {
            if (allocating)
            {
                allocating = liveFrames < goalFrames && liveCount < live.Length;
                if (!allocating)
                    continue;
                events[n++] = Alloc();
            }
            else
            {
                if (batchLeft == 0 && !BeginBatch())
                    break;
                events[n++] = Free();
                allocating = --batchLeft == 0;
            }
            churnLeft -= churnLeft > 0 ? 1UL : 0;
        }
        return n;
    }

    /// <summary>The stream ends only between batches.</summary>
    private bool BeginBatch()
    {
        if (churnLeft == 0)
        {
            phase = null;
            return false;
        }
        batchLeft = Math.Min(1 + rng.Below(512), liveCount);
        return true;
    }

    private ulong Alloc()
    {
        int size = order;
        if (order == CoreOptions.Mixed)
            size = rng.Below(100) < 90 ? 0 : 1 + (int)rng.Below(9);
        uint id = recycledCount > 0 ? recycled[--recycledCount] : fresh++;
        live[liveCount++] = id;
        orders[id] = (byte)size;
        liveFrames += 1UL << size;
        return CoreEvent.Alloc(size, id);
    }

    private ulong Free()
    {
        uint at = rng.Below(liveCount);
        uint id = live[at];
        live[at] = live[--liveCount];
        recycled[recycledCount++] = id;
        int size = orders[id];
        liveFrames -= 1UL << size;
        return CoreEvent.Free(size, id);
    }
}
