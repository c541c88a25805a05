namespace FragSim.Cli.Reproduction;

/// <summary>What a page of results says before its tables.</summary>
internal static class ResultsPage
{
    private const string Text = """
        # Published tables, reproduced

        `fragsim reproduce T1|T3|T5|all` simulates the set-ups that tables were published with
        and judges the likeness by declared criteria. This page is what `fragsim reproduce all
        --seeds SEEDS --format markdown` prints; with `--out` it leaves every value as CSV and a
        chart of each table.

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

        """;

    /// <param name="seeds">Seeds that each experiment ran with.</param>
    public static string Introduction(int seeds) => Text.Replace(
        "SEEDS", seeds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);
}
