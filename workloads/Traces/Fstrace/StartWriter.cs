using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Memory;

namespace FragSim.Traces.Fstrace;

/// <summary>Writes the state of memory at the start, as pieces that fit into blocks.</summary>
internal sealed class StartWriter(StartState start, Action<ReadOnlySpan<byte>> write)
{
    private readonly VarintWriter outs = new();

    public void Write()
    {
        Zones();
        Tuning();
        Settings();
        Pageblocks();
        Lists(start.FreeLists);
        Lists(start.PcpLists);
        Blocks();
        Flush(0);
    }

    private void Zones()
    {
        outs.Number((ulong)start.Zones.Count);
        foreach (ZoneSpan zone in start.Zones)
        {
            outs.Text(zone.Name);
            outs.Number(zone.Start);
            outs.Number(zone.Spanned);
        }
    }

    private void Tuning()
    {
        outs.Number((ulong)start.Tuning.Count);
        foreach (ZoneTuning tuning in start.Tuning)
        {
            outs.Text(tuning.Zone);
            outs.Number((ulong)tuning.Min);
            outs.Number((ulong)tuning.Low);
            outs.Number((ulong)tuning.High);
            outs.Number((ulong)tuning.PcpHigh);
            outs.Number((ulong)tuning.PcpBatch);
            outs.Number((ulong)tuning.Protection.Length);
            foreach (long pages in tuning.Protection)
                outs.Number((ulong)pages);
        }
    }

    private void Settings()
    {
        outs.Number((ulong)start.Settings.Count);
        foreach ((string name, string value) in
            start.Settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            outs.Text(name);
            outs.Text(value);
        }
    }

    private void Pageblocks()
    {
        outs.Number((ulong)start.Pageblocks.Count);
        long last = 0;
        foreach ((uint pfn, MigrateType type, bool skip) in start.Pageblocks)
        {
            outs.Signed(pfn - last);
            outs.Number((ulong)type | (skip ? 8ul : 0));
            last = pfn;
            Flush(FlushAt);
        }
    }

    private void Lists(IReadOnlyList<StartList> lists)
    {
        outs.Number((ulong)lists.Count);
        foreach (StartList list in lists)
        {
            outs.Text(list.Zone);
            outs.Number((ulong)list.Order);
            outs.Number((ulong)list.Type);
            outs.Number((ulong)list.Pfns.Length);
            long last = 0;
            foreach (uint pfn in list.Pfns)
            {
                outs.Signed(pfn - last);
                last = pfn;
                Flush(FlushAt);
            }
        }
    }

    /// <summary>Their ids are 0, 1, 2 and so on: the file has its own.</summary>
    private void Blocks()
    {
        outs.Number((ulong)start.Blocks.Count);
        long last = 0;
        foreach (StartBlock block in start.Blocks)
        {
            outs.Signed(block.Pfn - last);
            outs.Number(block.Order);
            outs.Number((ulong)block.Mobility);
            outs.Number((ulong)block.Source);
            outs.Number((ulong)block.Flags);
            last = block.Pfn;
            Flush(FlushAt);
        }
    }

    private const int FlushAt = FstraceLayout.MaxBlockBytes / 2;

    private void Flush(int least)
    {
        if (outs.Written.Length <= least)
            return;
        write(outs.Written);
        outs.Clear();
    }
}
