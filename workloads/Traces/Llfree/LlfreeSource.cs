using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Llfree;

/// <summary>The events of an LLFree trace, those of all CPUs in order of time.</summary>
/// <remarks>Pages of CPUs lie in the file as they became full. A CPU's next page may be far away,
/// so pages are held back until every CPU has one, up to a limit.</remarks>
internal sealed class LlfreeSource : ITalliedSource
{
    private const int MostHeldPages = 16_384;

    private readonly string path;
    private readonly Stream stream;
    private readonly EventQueue events = new();
    private readonly KernelTranslator translator;
    private readonly PriorityQueue<LlfreeCpu, (ulong TimeUs, int Cpu)> next = new();
    private readonly LlfreeCpu[] cpus;
    private readonly uint maxPfn;
    private long pages;
    private int held;
    private bool ended;

    /// <exception cref="InputException">The header is cut.</exception>
    public LlfreeSource(string path, Stream stream)
    {
        (this.path, this.stream) = (path, stream);
        byte[] header = new byte[LlfreeTrace.PageBytes];
        if (!Fill(header))
            throw Cut();
        cpus = [.. Enumerable.Range(0, (int)Math.Min(LlfreeTrace.Number(header, 4), 4096))
            .Select(cpu => new LlfreeCpu(cpu))];
        maxPfn = LlfreeTrace.Number(header, 8);
        translator = new KernelTranslator(new BlockMap(null), events, Tally);
    }

    public IReadOnlyList<string> Names => [];

    public TraceTally Tally { get; } = new();

    public int Read(Span<PageEvent> buffer)
    {
        while (events.Count < buffer.Length && TakeNext(out LlfreeEntry entry))
            Translate(entry);
        return events.Drain(buffer);
    }

    public void Dispose() => stream.Dispose();

    private bool TakeNext(out LlfreeEntry entry)
    {
        while (!ended && next.Count < cpus.Length && held < MostHeldPages)
            ReadPage();
        if (!next.TryDequeue(out LlfreeCpu? cpu, out _))
        {
            entry = default;
            return false;
        }
        entry = cpu.Take(out bool pageEnds);
        held -= pageEnds ? 1 : 0;
        if (cpu.HasEntry)
            next.Enqueue(cpu, (cpu.First.TimeUs, cpu.Number));
        return true;
    }

    private void ReadPage()
    {
        byte[] page = new byte[LlfreeTrace.PageBytes];
        ended = !Fill(page);
        if (ended)
            return;
        uint number = LlfreeTrace.Number(page, 0);
        if (number >= cpus.Length)
            throw At($"CPU {number} is not one of the {cpus.Length} of the header");
        LlfreeCpu cpu = cpus[number];
        bool idle = !cpu.HasEntry;
        if (!cpu.Add(page))
            return;
        held++;
        if (idle)
            next.Enqueue(cpu, (cpu.First.TimeUs, cpu.Number));
    }

    private void Translate(in LlfreeEntry entry)
    {
        Tally.Read++;
        if (entry.Order > Order.MaxBuddy || !Pfn.IsAligned(entry.Pfn, entry.Order)
            || entry.Pfn > maxPfn)
            throw At($"pfn 0x{entry.Pfn:x} of order {entry.Order} is not aligned or above "
                + $"0x{maxPfn:x}, the largest of the header");
        long timeNs = (long)entry.TimeUs * 1000;
        Tally.OutOfOrder += timeNs < events.TimeNs ? 1 : 0;
        events.TimeNs = Math.Max(events.TimeNs, timeNs);
        GfpFlags gfp = GfpBits.Read(entry.Gfp);
        FtraceRecord record = new()
        {
            Kind = entry.IsAlloc ? FtraceKind.Alloc : FtraceKind.Free,
            Pfn = entry.Pfn,
            Order = entry.Order,
            Pid = (int)entry.Pid,
            Gfp = gfp,
            Mobility = GfpBits.Mobility(gfp),
        };
        if (!entry.IsAlloc)
            translator.Free(record);
        else if (entry.IsPageCache)
            translator.Alloc(record, PageSource.PageCache);
        else
            translator.Alloc(record);
    }

    /// <summary>The next page; false at the end of the file.</summary>
    private bool Fill(byte[] page)
    {
        int got;
        try
        {
            got = stream.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw TextFile.Damaged(path, pages, e);
        }
        pages += got > 0 ? 1 : 0;
        return got == page.Length || (got == 0 ? false : throw Cut());
    }

    private InputException Cut() => At("ends within a page of 4096 bytes; copy the file again");

    private InputException At(string message) =>
        new($"{path}: page {pages}: {message}"
            + (message.Contains(';') ? "" : "; the file is damaged or no LLFree trace"));
}
