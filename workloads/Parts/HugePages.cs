using FragSim.Sim.Base;
using FragSim.Sim.Events;

namespace FragSim.Workloads.Parts;

/// <summary>Huge pages that one program asks for and holds.</summary>
internal sealed class HugePages(Pages pages, int order)
{
    /// <summary>A fault on a range that was advised to be huge, with
    /// <c>transparent_hugepage/defrag</c> at its default, <c>madvise</c>.</summary>
    public const Effort Fault = Effort.Direct | Effort.Zero | Effort.Thp;

    private readonly List<uint> held = [];

    public int Count => held.Count;

    /// <summary>Asks for one.</summary>
    /// <returns>Whether it was granted.</returns>
    public bool Ask(Effort effort)
    {
        uint id = pages.Request(order, effort);
        if (id == Pfn.None)
            return false;
        held.Add(id);
        return true;
    }

    /// <summary>Asks for many, one after another; a script.</summary>
    /// <param name="attempts">How many.</param>
    /// <param name="everyNs">One each so many nanoseconds, or when the last is served.</param>
    /// <param name="effort">How hard each may try.</param>
    public IEnumerable<long> AskFor(int attempts, long everyNs, Effort effort)
    {
        for (int i = 0; i < attempts; i++)
        {
            long next = pages.NowNs + everyNs;
            Ask(effort);
            yield return Math.Max(next, pages.NowNs);
        }
    }

    public void FreeAll()
    {
        foreach (uint id in held)
            pages.Free(id);
        held.Clear();
    }

    /// <summary>Huge pages in so many base pages, one at least.</summary>
    public static int In(int basePages, int order) =>
        (int)Math.Max(basePages / Order.Pages(order), 1);
}
