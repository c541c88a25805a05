using FragSim.Validation.Reproduction.Tables;

namespace FragSim.Cli.Reproduction;

/// <summary>What a page of results says before its tables.</summary>
internal static class ResultsPage
{
    private const string Text = """
        # Published tables, reproduced

        `fragsim reproduce TABLES|all` simulates the set-ups that tables were
        published with and judges the likeness by declared criteria. This page is what `fragsim
        reproduce all --seeds SEEDS --format markdown` prints; with `--out` it leaves every value
        as CSV and a chart of each table.

        A cell is what was published, an arrow, and what was simulated: the mean over SEEDS
        seeds and half the width of its 95 % interval. A criterion is met if the median over
        seeds meets it; of two things one is less only if it is in eight of ten seeds, too.
        Those marked (M) must be met for a table to count as reproduced.

        What is the same in all tables: the model, its prices, and the load of HighAlloc. Sizes
        of that load which no source gives (anonymous memory, processes that stay, inodes
        walked, blocks of the file system that its journal holds, the page cache that is there
        before, how full per-CPU lists are) were chosen once with the published shapes in sight:
        they are calibrated, not measured. What differs is what the sources say of each set-up.

        What one kernel of the day did and another did not is a strategy of its own: `oldest` is
        plain reclaim with a kswapd that goes on until every zone has a huge page;
        `grouping:blocks=no` the list-based grouping of January 2006, `claim=no` the one before
        it. That in table T3 A kswapd looks after base pages alone, and in T1 not, follows what
        their author says of the runs; with it working for huge pages, grouping gets far more
        under load in A than was published.

        Where the likeness of T1 ends: published, grouping had nothing from the kernel zone
        under load, and all from HighMem; simulated, about half of what it has then comes from
        the kernel zone, which plain reclaim empties too well. That is why criterion 4 is
        missed.

        Of T7: bursts take up to a tenth of memory, the border gives way to them and cannot come
        down past a page that stays, so the region is four times as large as what is in it.
        Criterion 4 is our own; the hardware half of Contiguitas, which moves such pages, is not
        modelled. Of T8: once compaction has failed, it is put off for up to 63 faults, and
        nearly all refused faults are such; the simulated threads ask for all of their memory
        within seconds. That is why half of the faults with madvise get a huge page, and
        criterion 5 is missed.

        Some published tables are not here, because no set-up of the model would be theirs.
        Lumpy reclaim against reclaim for compaction (Gorman, 22 November 2010): kswapd of that
        kernel goes on until every zone has a huge page, so that one is ready for nearly every
        request and few have to compact: 97 % are granted either way, whether a page written to
        swap costs what an SSD takes or the 8 ms of a disk (`--costs`). Linux 3.3
        against 3.4 (April 2012): they differ in when reclaim stops for compaction, which is not
        a strategy here. The faster search of 2019: the slower one before it is not modelled.
        Block hygiene on kernel builds (Weiner, 2023 and 2025): the builds of `kernbuild` leave
        too much memory free for huge pages to be refused.

        """;

    /// <param name="seeds">Seeds that each experiment ran with.</param>
    public static string Introduction(int seeds) => Text
        .Replace("SEEDS", seeds.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal)
        .Replace("TABLES", string.Join('|', TableCatalog.All.Select(t => t.Name)),
            StringComparison.Ordinal);
}
