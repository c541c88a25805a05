using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>What <c>/proc/vmstat</c> and <c>/proc/meminfo</c> tell of the whole machine.</summary>
internal sealed record MachineCounters
{
    /// <summary>Other machines than those with pages of 4 KiB are only counted.</summary>
    private const int UsualPageKb = 4;

    /// <summary>In pages; of meminfo where vmstat does not tell.</summary>
    public PageUse Use { get; init; } = new();

    /// <summary>Free pages by vmstat; null without it.</summary>
    public long? FreePages { get; init; }

    /// <summary>KiB of memory that the allocator has, and that are free; null without meminfo.
    /// </summary>
    public long? TotalKb { get; init; }
    public long? FreeKb { get; init; }

    /// <exception cref="InputException">A file is damaged.</exception>
    public static MachineCounters Read(string? vmstat, string? meminfo)
    {
        MachineCounters counters = new();
        PageUse fromMeminfo = new();
        foreach ((string name, long value) in Counters(vmstat))
            counters = counters with
            {
                Use = counters.Use.With(name, value),
                FreePages = name == "nr_free_pages" ? value : counters.FreePages,
            };
        foreach ((string name, long value) in Counters(meminfo))
        {
            fromMeminfo = fromMeminfo.With(name, value / UsualPageKb);
            counters = name switch
            {
                "MemTotal" => counters with { TotalKb = value },
                "MemFree" => counters with { FreeKb = value },
                _ => counters,
            };
        }
        return counters.Use.IsKnown ? counters : counters with { Use = fromMeminfo };
    }

    private static IEnumerable<(string Name, long Value)> Counters(string? path)
    {
        if (path is null)
            yield break;
        using LineReader lines = new(path, KernelTable.MaxLineBytes, ahead: false);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            string[] words = KernelTable.Words(line);
            if (words.Length > 1 && long.TryParse(words[1], out long value) && value is >= 0
                and < 1L << 50)
                yield return (words[0].TrimEnd(':'), value);
        }
    }
}
