using FragSim.Sim.Base;
using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>The name and colour of every source of pages, the same in all charts. What holds
/// blocks is warm, what can move is cool.</summary>
internal static class SourceLook
{
    public static string Name(PageSource source) => source switch
    {
        PageSource.Kernel => "kernel",
        PageSource.Anon => "anonymous",
        PageSource.PageCache => "page cache",
        PageSource.Slab => "slab",
        PageSource.PageTable => "page table",
        PageSource.Stack => "stack",
        PageSource.Network => "network",
        PageSource.Driver => "driver",
        _ => "huge page",
    };

    public static Color Color(PageSource source, bool dark) => ScottPlot.Color.FromHex(
        source switch
        {
            PageSource.Kernel => dark ? "#B0568C" : "#7B1E4F",
            PageSource.Anon => dark ? "#5AA2E0" : "#4A90D9",
            PageSource.PageCache => dark ? "#35B593" : "#1F9E77",
            PageSource.Slab => dark ? "#E8553A" : "#C23B1E",
            PageSource.PageTable => dark ? "#F0A030" : "#E08A00",
            PageSource.Stack => dark ? "#EAD552" : "#BFA21A",
            PageSource.Network => dark ? "#E08BBE" : "#CC66A5",
            PageSource.Driver => dark ? "#B695F5" : "#8B5CD6",
            _ => dark ? "#7E9BF0" : "#2B4C9B",
        });
}
