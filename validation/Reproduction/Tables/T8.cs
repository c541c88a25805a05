using FragSim.Sim.Boot;
using static FragSim.Validation.Reproduction.Measures;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>Watermarks that rise when blocks are mixed keep them from being mixed.</summary>
internal static class T8
{
    private const double WrittenGiB = 24;

    public static PublishedTable Table { get; } = new()
    {
        Name = "T8",
        Title = "Fragmentation events and watermark boost",
        Source = "Gorman, reclaim small amounts of memory when an external fragmentation event "
            + "occurs, LKML, 31 October 2018",
        Parts =
        [
            new TablePart
            {
                Title = "Fallbacks that mix pageblocks, and huge pages in percent of faults",
                Setup = "One socket, 16 GiB: four writers of 64 KiB files, 24 GiB in all; then "
                    + "three threads fault in 80 % of memory beside them, with madvise for huge "
                    + "pages or without (a fault then tries the lists alone). Plain is Linux 6.1 "
                    + "with vm.watermark_boost_factor=0. The column between them, which first "
                    + "goes to a DMA32 zone before it mixes (-49 and -11 %), needs a zone that "
                    + "the model's machine has not.",
                Experiments =
                [
                    On("plain", "0", "never"),
                    On("boost", "15000", "never"),
                    On("plain, madvise", "0", "madvise"),
                    On("boost, madvise", "15000", "madvise"),
                ],
                Rows =
                [
                    new Row("events", "fallbacks", [71_227, 4_510, 40_761, 1_887],
                        run => run.Summary.ExtfragEvents),
                    new Row("huge", "%", [1.08, 2.89, 83.79, 86.92], Success("fault")),
                ],
            },
        ],
        Criteria =
        [
            new("1", true, "events: boost at most half of plain, with madvise and without",
                r => Ratio(r, "").AtMost(0.5) & Ratio(r, ", madvise").AtMost(0.5)),
            new("2", false, "events: boost at most 0.15 of plain",
                r => Ratio(r, "").AtMost(0.15) & Ratio(r, ", madvise").AtMost(0.15)),
            new("3", false, "plain: 500 to 35,000 events for each GiB written",
                r => r["events"]["plain"].Between(500 * WrittenGiB, 35_000 * WrittenGiB)
                    & r["events"]["plain, madvise"].Between(
                        500 * WrittenGiB, 35_000 * WrittenGiB)),
            new("4", false, "huge: boost at most 1 point below plain",
                r => (r["huge"]["boost"] - r["huge"]["plain"]).AtLeast(-1)
                    & (r["huge"]["boost, madvise"] - r["huge"]["plain, madvise"]).AtLeast(-1)),
            new("5", false, "huge: at most 15 without madvise, at least 70 with it",
                r => r["huge"]["plain"].AtMost(15) & r["huge"]["boost"].AtMost(15)
                    & r["huge"]["plain, madvise"].AtLeast(70)
                    & r["huge"]["boost, madvise"].AtLeast(70)),
        ],
    };

    private static Series Ratio(Outcomes r, string mode) =>
        r["events"]["boost" + mode] / r["events"]["plain" + mode];

    private static Experiment On(string name, string boost, string defrag) => new(
        name, "linux", "files", new SimulationOptions
        {
            MemoryBytes = 16UL << 30,
            MaxMaps = 0,
            Settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["thp_defrag"] = defrag,
                ["watermark_boost_factor"] = boost,
            },
        });
}
