using FragSim.Sim.Base;
using static FragSim.Validation.Reproduction.Measures;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>What is aimed at one block gives as much, or more, for less.</summary>
internal static class T3
{
    private const string Lumpy = "grouping:migrate=no+lumpy";
    private const string Compaction = "grouping:migrate=no+compaction:retry=no+lumpy";
    private const double None = double.NaN;

    public static PublishedTable Table { get; } = new()
    {
        Name = "T3",
        Title = "Targeted reclaim, and compaction in its place",
        Source = "Gorman, LKML, 4 November 2005 (A) and 20 April 2010 (B, C)",
        Parts = [Contiguous, Quiet, UnderLoad],
        Criteria =
        [
            new("1a", true, "A, under load: grouping within 10 points of none",
                r => (r["A: under load"]["grouping"] - r["A: under load"]["none"])
                    .Between(-10, 10)),
            new("1b", true, "A, under load: contiguous at least 40 above both, and at least 75",
                r => (r["A: under load"]["contiguous"] - r["A: under load"]["none"]).AtLeast(40)
                    & (r["A: under load"]["contiguous"] - r["A: under load"]["grouping"])
                        .AtLeast(40)
                    & r["A: under load"]["contiguous"].AtLeast(75)),
            new("1c", true, "A, rest: none < grouping < contiguous, the last at least 80",
                r => r["A: rest"].Rises("none", "grouping", "contiguous")
                    & r["A: rest"]["contiguous"].AtLeast(80)),
            new("2", true, "B: success within 3 points, both at least 80",
                r => (r["B: success"]["compaction"] - r["B: success"]["lumpy"]).Between(-3, 3)
                    & r["B: success"]["lumpy"].AtLeast(80)
                    & r["B: success"]["compaction"].AtLeast(80)),
            new("3", true, "B: reclaimed with compaction 0.05 to 0.75 of reclaimed by lumpy",
                r => (r["B: reclaimed"]["compaction"] / r["B: reclaimed"]["lumpy"])
                    .Between(0.05, 0.75)),
            new("4a", false, "C: compaction at most 1 point below lumpy; both at least 50",
                r => InAllPasses(pass => (r[pass]["compaction"] - r[pass]["lumpy"]).AtLeast(-1)
                    & r[pass]["lumpy"].AtLeast(50) & r[pass]["compaction"].AtLeast(50))),
            new("4b", false, "C: compaction gains most in the pass where lumpy has least",
                r => (r["C: pass 1"]["compaction"] - r["C: pass 1"]["lumpy"]
                    - (r["C: rest"]["compaction"] - r["C: rest"]["lumpy"])).AtLeast(0)
                    & r["C: pass 1"]["lumpy"].Below(r["C: rest"]["lumpy"])),
            new("5", false, "B: compaction migrates, and more than it reclaims",
                r => (r["B: migrated"]["compaction"] - r["B: reclaimed"]["compaction"])
                    .AtLeast(1)),
        ],
    };

    private static TablePart Contiguous => new()
    {
        Title = "A: contiguous reclaim under HighAlloc, in percent of requests",
        Setup = "The machine and the load of T1, just booted; 42 % of RAM is asked for under load, "
            + "78 % at rest. kswapd looks after base pages alone: of this run its author says that "
            + "it made no effort for contiguous pages and was too slow.",
        Experiments =
        [
            A("none", "none"),
            A("grouping", "grouping:migrate=no,claim=no"),
            A("contiguous", "grouping:migrate=no,claim=no+linear"),
        ],
        Rows =
        [
            new Row("A: under load", "%", [15, 15, 96], Success("load-pass-1")),
            new Row("A: rest", "%", [53, 70, 91], Success("rest")),
        ],
    };

    /// <summary>Published are pages that callers reclaimed: with what kswapd did the numbers could
    /// not add up to the huge pages granted.</summary>
    private static TablePart Quiet => new()
    {
        Title = "B: a quiet machine full of clean cache, half of the files deleted",
        Setup = "Flat 2 GiB, huge pages of 2 MiB. 4,096 writers, each of a file of 512 KiB, page "
            + "by page in turn, while ten inodes are walked for each; every second file is "
            + "deleted; all of memory is asked for in steps of 5 %. Compaction comes before "
            + "lumpy reclaim, not in its place. Reclaimed are the pages that callers reclaimed. "
            + "Published on x86-64.",
        Experiments = [B("lumpy", Lumpy), B("compaction", Compaction)],
        Rows =
        [
            new Row("B: success", "%", [90, 90], OfMemory("request", 2UL << 30)),
            new Row("B: reclaimed", "pages", [112_599, 53_234],
                Rise("request", VmCounter.PgstealDirect)),
            new Row("B: by kswapd", "pages", [None, None],
                Rise("request", VmCounter.PgstealKswapd)),
            new Row("B: migrated", "pages", [None, None],
                Rise("request", VmCounter.PgmigrateSuccess)),
        ],
    };

    private static TablePart UnderLoad => new()
    {
        Title = "C: under HighAlloc, in percent of requests",
        Setup = "The machine of B, the load of T1; 90 % of RAM is asked for, and a request goes "
            + "on while there is progress. Published of one pass on x86-64.",
        Experiments = [C("lumpy", Lumpy), C("compaction", Compaction)],
        Rows =
        [
            new Row("C: pass 1", "%", [95, 98], Success("load-pass-1")),
            new Row("C: pass 2", "%", [None, None], Success("load-pass-2")),
            new Row("C: rest", "%", [None, None], Success("rest")),
        ],
    };

    private static Judgement InAllPasses(Func<string, Judgement> judge) =>
        judge("C: pass 1") & judge("C: pass 2") & judge("C: rest");

    private static Experiment A(string name, string strategy) => new(name, strategy,
        "highalloc:" + PublishedMachines.Load + ",request=42,rest=78,every=125",
        PublishedMachines.X86);

    private static Experiment B(string name, string strategy) =>
        new(name, strategy, "quietcache", PublishedMachines.Flat);

    private static Experiment C(string name, string strategy) => new(name, strategy,
        "highalloc:" + PublishedMachines.Load + ",request=90,rest=90,retry=yes",
        PublishedMachines.Flat);
}
