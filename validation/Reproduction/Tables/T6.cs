using static FragSim.Validation.Reproduction.Measures;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>A machine of which the kernel can use all: nothing but the strategy keeps its pages
/// apart.</summary>
internal static class T6
{
    private const double None = double.NaN;

    public static PublishedTable Table { get; } = new()
    {
        Name = "T6",
        Title = "No HighMem: where nothing is grouped, nothing is left",
        Source = "Gorman, zones v5, LKML, 17 February 2006 (rest: none, partition), and grouping "
            + "v28, 1 March 2007 (under load, and the rest of grouping)",
        Parts =
        [
            new TablePart
            {
                Title = "Huge pages granted under HighAlloc, in percent of requests",
                Setup = "ppc64, 4 GiB, huge pages of 16 MiB, kernelcore=512MB, all of it a fourth "
                    + "in size: the model's lists end at 4 MiB. All memory can be used by the "
                    + "kernel. All of it is asked for. The load of T1, on a machine just booted, "
                    + "with the reclaim of T1; grouping is by pageblock, and lumpy is grouping "
                    + "with the reclaim that was published with it.",
                Experiments =
                [
                    On("none", "oldest:cpus=4"),
                    On("partition", "partition:kernelcore=128MiB+oldest:cpus=4"),
                    On("grouping", "grouping:migrate=no+oldest:cpus=4"),
                    On("lumpy", "grouping:migrate=no+lumpy"),
                ],
                Rows =
                [
                    new Row("pass 1", "%", [1, None, 17, 40], Success("load-pass-1")),
                    new Row("pass 2", "%", [None, None, None, None], Success("load-pass-2")),
                    new Row("rest", "%", [13, 75, None, 80], Success("rest")),
                ],
            },
        ],
        Criteria =
        [
            new("1", true, "pass 1: none < grouping < lumpy",
                r => r["pass 1"].Rises("none", "grouping", "lumpy")),
            new("2", true, "rest: partition and lumpy at least 30 points above none",
                r => (r["rest"]["partition"] - r["rest"]["none"]).AtLeast(30)
                    & (r["rest"]["lumpy"] - r["rest"]["none"]).AtLeast(30)),
            new("3", false, "pass 1: none at most 10, grouping 5-40, lumpy 25-70",
                r => r["pass 1"]["none"].AtMost(10) & r["pass 1"]["grouping"].Between(5, 40)
                    & r["pass 1"]["lumpy"].Between(25, 70)),
            new("4a", false, "rest: none at most 30",
                r => r["rest"]["none"].AtMost(30)),
            new("4b", false, "rest: partition 60-88, lumpy 65-95",
                r => r["rest"]["partition"].Between(60, 88) & r["rest"]["lumpy"].Between(65, 95)),
            new("5", false, "pass 1: partition above none",
                r => r["pass 1"].Rises("none", "partition")),
        ],
    };

    private static Experiment On(string name, string strategy) => new(
        name, strategy, "highalloc:" + PublishedMachines.Load + ",request=100,rest=100,every=125",
        PublishedMachines.Flat with
        {
            MemoryBytes = 1UL << 30,
            HugeMinFree = false,
            HugeOrder = 10,
            PageblockOrder = 10,
        });
}
