using static FragSim.Validation.Reproduction.Measures;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>Three ways to arrange memory, before compaction.</summary>
internal static class T1
{
    private const string Asked = ",before=45,request=72,rest=72,every=125";
    private const double None = double.NaN;

    public static PublishedTable Table { get; } = new()
    {
        Name = "T1",
        Title = "None, grouping and partition",
        Source = "Gorman, three-way comparison, LKML, 20 January 2006",
        Parts =
        [
            new TablePart
            {
                Title = "Huge pages of 4 MiB granted under HighAlloc, in percent of requests",
                Setup = "x86, 1.5 GiB: a kernel zone of 896 MiB and HighMem, which only movable "
                    + "pages use; with a partition the kernel's own part is what kernelcore= "
                    + "says. 276 requests, 72 % of RAM. Plain LRU reclaim, by kswapd until every "
                    + "zone has a huge page; nothing is moved. Per-CPU lists of four CPUs. "
                    + "Grouping is that of January 2006: two kinds of free list, and a page goes "
                    + "back to the kind it was used as. Kernel builds and file benchmarks ran "
                    + "before, without a reboot: 45 % of memory is page cache when the test "
                    + "begins.",
                Experiments =
                [
                    On("none", "oldest:cpus=4"),
                    On("grouping", "grouping:migrate=no,blocks=no+oldest:cpus=4"),
                    On("partition", "partition:kernelcore=512MiB+oldest:cpus=4"),
                    On("partition 896", "partition:kernelcore=896MiB+oldest:cpus=4"),
                    On("partition 1024", "partition:kernelcore=1024MiB+oldest:cpus=4"),
                ],
                Rows =
                [
                    new Row("pass 1", "%", [21, 31, 38, None, None], Success("load-pass-1")),
                    new Row("pass 2", "%", [36, 37, 56, None, None], Success("load-pass-2")),
                    new Row("rest", "%", [51, 88, 77, None, None], Success("rest")),
                    new Row("rest, kernel zone", "%", [6, 30, 3, None, None],
                        SuccessIn("Normal", "rest")),
                ],
            },
        ],
        Criteria = Criteria,
    };

    private static IReadOnlyList<Criterion> Criteria =>
    [
        new("1", true, "pass 1: none < grouping < partition",
            r => r["pass 1"].Rises("none", "grouping", "partition")),
        new("2", true, "rest: none < partition < grouping",
            r => r["rest"].Rises("none", "partition", "grouping")),
        new("3", true, "rest: grouping - none at least 20 points",
            r => (r["rest"]["grouping"] - r["rest"]["none"]).AtLeast(20)),
        new("4", false, "pass 2: partition - none at least 10 points, grouping - none "
            + "within 15",
            r => (r["pass 2"]["partition"] - r["pass 2"]["none"]).AtLeast(10)
                & (r["pass 2"]["grouping"] - r["pass 2"]["none"]).Between(-15, 15)),
        new("5a", false, "pass 1: none 5-45, grouping 15-60, partition 25-65",
            r => r["pass 1"]["none"].Between(5, 45) & r["pass 1"]["grouping"].Between(15, 60)
                & r["pass 1"]["partition"].Between(25, 65)),
        new("5b", false, "rest: none 25-65, grouping 75-97, partition 60-90",
            r => r["rest"]["none"].Between(25, 65) & r["rest"]["grouping"].Between(75, 97)
                & r["rest"]["partition"].Between(60, 90)),
        new("6", false, "each: pass 1 at most 3 above pass 2, pass 2 at most 3 above rest",
            r => Climbs(r, "none") & Climbs(r, "grouping") & Climbs(r, "partition")),
        new("7", false, "rest, in the kernel zone: partition at most 8, grouping at least 20",
            r => r["rest, kernel zone"]["partition"].AtMost(8)
                & r["rest, kernel zone"]["grouping"].AtLeast(20)),
        new("8a", false, "rest: partition of 896 MiB within 15 points of none",
            r => (r["rest"]["partition 896"] - r["rest"]["none"]).Between(-15, 15)),
        new("8b", false, "rest: partition of 1024 MiB at least 15 points below 512 MiB",
            r => (r["rest"]["partition"] - r["rest"]["partition 1024"]).AtLeast(15)),
    ];

    private static Experiment On(string name, string strategy) => new(
        name, strategy, "highalloc:" + PublishedMachines.Load + Asked, PublishedMachines.X86);

    private static Judgement Climbs(Outcomes r, string name) =>
        r["pass 1"][name].AtMostAbove(r["pass 2"][name], 3)
        & r["pass 2"][name].AtMostAbove(r["rest"][name], 3);
}
