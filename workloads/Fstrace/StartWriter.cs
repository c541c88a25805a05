using FragSim.Sim.Boot;

namespace FragSim.Workloads.Fstrace;

/// <summary>Writes the state of memory at the start, as pieces that fit into blocks.</summary>
internal sealed class StartWriter(StartState start, Action<ReadOnlySpan<byte>> write)
{
    private readonly VarintWriter _out = new();

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
        _out.Number((ulong)start.Zones.Count);
        foreach (ZoneSpan zone in start.Zones)
        {
            _out.Text(zone.Name);
            _out.Number(zone.Start);
            _out.Number(zone.Spanned);
        }
    }

    private void Tuning()
    {
        _out.Number((ulong)start.Tuning.Count);
        foreach (ZoneTuning tuning in start.Tuning)
        {
            _out.Text(tuning.Zone);
            _out.Number((ulong)tuning.Min);
            _out.Number((ulong)tuning.Low);
            _out.Number((ulong)tuning.High);
            _out.Number((ulong)tuning.PcpHigh);
            _out.Number((ulong)tuning.PcpBatch);
            _out.Number((ulong)tuning.Protection.Length);
            foreach (long pages in tuning.Protection)
                _out.Number((ulong)pages);
        }
    }

    private void Settings()
    {
        _out.Number((ulong)start.Settings.Count);
        foreach ((string name, string value) in
            start.Settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            _out.Text(name);
            _out.Text(value);
        }
    }

    private void Pageblocks()
    {
        _out.Number((ulong)start.Pageblocks.Count);
        long last = 0;
        foreach ((uint pfn, Sim.Memory.MigrateType type, bool skip) in start.Pageblocks)
        {
            _out.Signed(pfn - last);
            _out.Number((ulong)type | (skip ? 8ul : 0));
            last = pfn;
            Flush(FlushAt);
        }
    }

    private void Lists(IReadOnlyList<StartList> lists)
    {
        _out.Number((ulong)lists.Count);
        foreach (StartList list in lists)
        {
            _out.Text(list.Zone);
            _out.Number((ulong)list.Order);
            _out.Number((ulong)list.Type);
            _out.Number((ulong)list.Pfns.Length);
            long last = 0;
            foreach (uint pfn in list.Pfns)
            {
                _out.Signed(pfn - last);
                last = pfn;
                Flush(FlushAt);
            }
        }
    }

    /// <summary>Their ids are 0, 1, 2 and so on: the file has its own.</summary>
    private void Blocks()
    {
        _out.Number((ulong)start.Blocks.Count);
        long last = 0;
        foreach (StartBlock block in start.Blocks)
        {
            _out.Signed(block.Pfn - last);
            _out.Number(block.Order);
            _out.Number((ulong)block.Mobility);
            _out.Number((ulong)block.Source);
            _out.Number((ulong)block.Flags);
            last = block.Pfn;
            Flush(FlushAt);
        }
    }

    private const int FlushAt = FstraceLayout.MaxBlockBytes / 2;

    private void Flush(int least)
    {
        if (_out.Written.Length <= least)
            return;
        write(_out.Written);
        _out.Clear();
    }
}
