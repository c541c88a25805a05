using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Results;
using static FragSim.Validation.Reproduction.Measures;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>Little unmovable memory, and how many huge pages it is in the way of.</summary>
internal static class T7
{
    private const double None = double.NaN;

    public static PublishedTable Table { get; } = new()
    {
        Name = "T7",
        Title = "A fleet's servers: few unmovable pages, in many blocks",
        Source = "Weiner, reliable huge page allocator, LKML, 18 April 2023; Zhao et al., "
            + "Contiguitas, ISCA 2023",
        Parts =
        [
            new TablePart
            {
                Title = "Unmovable pages after an hour of serving, and the huge pages that a new "
                    + "deployment is refused",
                Setup = "Flat 2 GiB, pages of 2 MiB; the servers measured have 64 GiB. Bursts of "
                    + "network buffers over a service of 60 % of memory and a page cache that "
                    + "takes the rest; no swap. How long buffers live was not published, and was "
                    + "chosen so that linux comes near the 34 %; what the others make of it was "
                    + "not. Strict is the publication's own kernel, boundary the software half "
                    + "of Contiguitas. Of huge pages only a kernel build's share of refused "
                    + "faults was published: 9.8 and, strict, 1.12 %.",
                Experiments = [On("linux"), On("strict"), On("boundary")],
                Rows =
                [
                    new Row("unmovable", "% of memory", [7, None, None],
                        run => 100.0 * Served(run).Sum(b => b.Unmovable)
                            / (Served(run).Length << Order.Huge)),
                    new Row("blocks with unmovable pages", "%", [34, None, None],
                        run => 100.0 * Served(run).Count(b => b.Unmovable > 0)
                            / Served(run).Length),
                    new Row("refused", "%", [None, None, None],
                        run => 100 - Success("deployed")(run)),
                ],
            },
        ],
        Criteria =
        [
            new("1", true, "linux: at most 7 % unmovable, in 20 to 50 % of blocks",
                r => r["unmovable"]["linux"].AtMost(7)
                    & Blocks(r)["linux"].Between(20, 50)),
            new("2", true, "blocks: strict and boundary below linux",
                r => Blocks(r).Rises("strict", "linux") & Blocks(r).Rises("boundary", "linux")),
            new("3", false, "strict: at most 0.9 of linux's blocks",
                r => (Blocks(r)["strict"] / Blocks(r)["linux"]).AtMost(0.9)),
            new("4", false, "boundary: blocks at most twice the share of memory",
                r => (Blocks(r)["boundary"] / r["unmovable"]["boundary"]).AtMost(2)),
            new("5a", false, "refused: strict at most half of linux",
                r => (r["refused"]["strict"] / r["refused"]["linux"]).AtMost(0.5)),
            new("5b", false, "refused: linux 3 to 40 %", r => r["refused"]["linux"].Between(3, 40)),
        ],
    };

    private static OutcomeRow Blocks(Outcomes r) => r["blocks with unmovable pages"];

    /// <summary>The last map before huge pages are asked for, a cell a pageblock.</summary>
    private static PageblockCell[] Served(RunResult run) =>
        run.Maps.Last(m => m.TimeNs <= run.Requests[0].TimeNs).Cells;

    private static Experiment On(string name) => new(name, name, "fleet", new SimulationOptions
    {
        MemoryBytes = 2UL << 30,
    });
}
