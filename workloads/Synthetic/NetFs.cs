using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// A client and a server of a network file system on one machine's memory. Every command is sent
/// from a buffer and answered into one, and buffers cannot move; the data goes through the page
/// cache. An old dialect sends many small commands, one for each open, stat, 64 KiB and close; a
/// newer one sends few and compounds them, with buffers of up to a megabyte.
/// </summary>
/// <remarks>Sizes after <c>fs/smb/client/cifsglob.h</c> (<c>MAX_CIFS_SMALL_BUFFER_SIZE</c> 448 B,
/// <c>CIFSMaxBufSize</c> 16 KiB, 64 KiB a read at most in the old dialect) and
/// <c>fs/smb/server/smb2pdu.h</c> (credits, <c>SMB2_MAX_BUFFER_SIZE</c>); a large buffer is
/// physically contiguous if it is available at once, else single pages (<c>kvmalloc</c>).</remarks>
internal sealed class NetFs
{
    /// <summary>Largest buffer of the newer dialect: order 8, 1 MiB.</summary>
    private const int LargeOrder = 8;

    /// <summary>Small buffers in a slab page.</summary>
    private const int SmallPerPage = 8;

    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly Zipf popularity;
    private readonly SlabCache small;
    private readonly Lifetimes buffers;
    private readonly PriorityQueue<int, (long DueNs, long Command)> waiting = new();
    private readonly bool compound;
    private long commands;

    private NetFs(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        files = scene.AddFiles(FileSizes.Many(spec.Share(150), 10, spec.Rng("files")));
        popularity = new Zipf(files.Count);
        small = new SlabCache(pages, SmallPerPage, 0, MigrateType.Unmovable);
        buffers = new Lifetimes(pages);
        compound = spec.Parameters["dialect"] == 1;
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "netfs",
            "Client and server of a network file system: commands through unmovable buffers, data "
            + "through the page cache.",
            "Linux fs/smb/client, fs/smb/server"),
        [
            WorkloadParameter.Word("dialect", ["chatty", "compound"],
                "many small commands of 64 KiB at most, or few large ones"),
            WorkloadParameter.Number("seconds", 300, 1, 86_400, "how long clients work"),
            WorkloadParameter.Number("clients", 8, 1, 1000, "clients at work"),
        ],
        scene => new NetFs(scene).Play());

    private void Play()
    {
        scene.DurationNs = spec.Parameters["seconds"] * Ns.Second;
        scene.Add(Lead());
        for (int i = 0; i < spec.Parameters["clients"]; i++)
            scene.Add(Client(spec.Rng($"client {i}")), i * 7 * Ns.Millisecond);
    }

    private IEnumerable<long> Lead()
    {
        scene.Phase("serving");
        scene.BootKernel(percent: 2);
        long endNs = spec.Parameters["seconds"] * Ns.Second;
        while (pages.NowNs < endNs)
        {
            buffers.Expire();
            Answer();
            files.Flush();
            files.FlushTo(spec.Share(10));
            yield return pages.NowNs + (2 * Ns.Millisecond);
        }
        scene.Snapshot("served");
        scene.Phase("huge");
        var huge = new HugePages(pages, spec.Setup.HugeOrder);
        int attempts = HugePages.In(spec.Share(50), spec.Setup.HugeOrder);
        foreach (long next in huge.AskFor(attempts, 10 * Ns.Millisecond, HugePages.Fault))
            yield return next;
        huge.FreeAll();
    }

    /// <summary>Opens a file, transfers all of it and closes it, on and on.</summary>
    private IEnumerable<long> Client(Rng rng)
    {
        while (true)
        {
            // The network carries a fiftieth of memory each second.
            long clientPageNs = Ns.Second * spec.Parameters["clients"] * 50 / spec.MemoryPages;
            int file = popularity.Draw(rng);
            bool write = rng.Happens(300_000);
            int largest = compound ? (int)Order.Pages(LargeOrder) : 16;
            Command(rng, compound ? 1 : 3);
            for (int at = 0; at < files.SizeOf(file); at += largest)
            {
                int count = Math.Min(largest, files.SizeOf(file) - at);
                Command(rng, 1);
                TakeData(rng, count);
                for (int page = at; page < at + count; page++)
                    Transfer(file, page, write);
                yield return pages.NowNs + (count * clientPageNs);
            }
            Command(rng, compound ? 0 : 1);
            yield return pages.NowNs + (rng.Between(1, 20) * clientPageNs);
        }
    }

    private void Transfer(int file, int page, bool write)
    {
        if (write)
            files.WritePage(file, page);
        else
            files.ReadPage(file, page);
    }

    /// <summary>Requests and their replies: two small buffers each, for a round trip. A few wait
    /// for minutes: locks, change notifications.</summary>
    private void Command(Rng rng, int count)
    {
        for (int i = 0; i < 2 * count; i++)
        {
            int slab = small.Allocate();
            if (slab >= 0)
                waiting.Enqueue(slab, (pages.NowNs + LifeNs(rng), commands++));
        }
    }

    /// <summary>Frees the buffers of commands that have been answered by now.</summary>
    private void Answer()
    {
        while (waiting.TryPeek(out int slab, out (long DueNs, long) first)
            && first.DueNs <= pages.NowNs)
        {
            waiting.Dequeue();
            small.Free(slab);
        }
    }

    /// <summary>Buffers for the data at both ends. The old dialect copies through 16 KiB and a
    /// header, of order 3; the newer has the whole in one piece if it is there, else single pages.
    /// </summary>
    private void TakeData(Rng rng, int count)
    {
        if (!compound)
        {
            for (int left = count; left > 0; left -= 4)
                Hold(rng, 3, Effort.Normal);
            return;
        }
        int order = 0;
        while (Order.Pages(order) < count)
            order++;
        if (order > 0 && Hold(rng, order, Effort.Normal | Effort.NoRetry))
            return;
        for (int i = 0; i < count; i++)
            Hold(rng, 0, Effort.Normal);
    }

    private bool Hold(Rng rng, int order, Effort effort)
    {
        uint id = pages.Allocate(
            order, MigrateType.Unmovable, PageSource.Network, EventFlags.None, effort);
        buffers.Add(id, pages.NowNs + LifeNs(rng));
        return id != Pfn.None;
    }

    private static long LifeNs(Rng rng) => rng.Happens(2_000)
        ? rng.Between(10, 300) * Ns.Second
        : rng.Between(1, 20) * Ns.Millisecond;
}
