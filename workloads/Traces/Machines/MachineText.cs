using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>
/// Text that tells free blocks, known by what is in it and not by its name: <c>/proc/buddyinfo</c>,
/// <c>/proc/pagetypeinfo</c>, or a kernel log with a report of an allocation that failed.
/// </summary>
internal sealed class MachineText
{
    private MachineText() { }

    public required IReadOnlyList<ZoneCounts> Free { get; init; }
    public required IReadOnlyList<TypeCounts> Types { get; init; }
    public required IReadOnlyList<ZonePageblocks> Pageblocks { get; init; }
    public int? PageblockOrder { get; init; }
    /// <summary>A report of the kernel; null where there is none, or tables too.</summary>
    public ShowMemReport? Report { get; init; }
    public int Reports { get; init; }

    /// <exception cref="InputException">There is nothing of the kind in it, or it is damaged.
    /// </exception>
    public static MachineText Read(string path)
    {
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        PastedLines rows = new(lines);
        TableRows tables = new(lines);
        ShowMem reports = new(lines);
        while (rows.Next(out string row))
            if (!tables.Take(row))
                reports.Take(row);
        if (tables.Free.Count + tables.Types.Count > 0)
            return new MachineText
            {
                Free = tables.Free,
                Types = tables.Types,
                Pageblocks = tables.Pageblocks,
                PageblockOrder = tables.PageblockOrder,
            };
        reports.End();
        if (reports.Count == 0)
            throw lines.At("has no row 'Node N, zone NAME' with numbers, and no 'Node N NAME: "
                + "N*4kB'; give buddyinfo, pagetypeinfo or a kernel log, as it was printed");
        return new MachineText
        {
            Free = reports.Last.Free,
            Types = reports.Last.Types,
            Pageblocks = [],
            Report = reports.Last,
            Reports = reports.Count,
        };
    }
}
