namespace FragSim.Plots;

/// <summary>Who is best in one measure, by the paired 95 % interval over seeds, and who cannot be
/// told from the best.</summary>
public static class SeedContest
{
    /// <summary>All that are not worse than the best.</summary>
    /// <param name="field">The measure of every competitor.</param>
    /// <param name="higher">Is more better?</param>
    /// <returns>Places in the field, in its order; those without a value are never among them.
    /// </returns>
    public static IReadOnlyList<int> Leaders(IReadOnlyList<SeedValues> field, bool higher)
    {
        int[] known = [.. Enumerable.Range(0, field.Count)
            .Where(i => field[i].Statistics.Count > 0)];
        if (known.Length == 0)
            return [];
        double sign = higher ? 1 : -1;
        int best = known.MaxBy(i => sign * field[i].Statistics.Mean);
        return [.. known.Where(i => !IsWorse(field[i], field[best], higher))];
    }

    /// <summary>The one that is better than every other beyond its interval.</summary>
    /// <returns>Its place; -1 where there is none, as there never is with one seed or one
    /// competitor.</returns>
    public static int Sole(IReadOnlyList<SeedValues> field, bool higher)
    {
        IReadOnlyList<int> leaders = Leaders(field, higher);
        bool compared = field.Count(v => v.Statistics.Count > 1) > 1;
        return compared && leaders.Count == 1 && field[leaders[0]].Statistics.Count > 1
            ? leaders[0] : -1;
    }

    /// <summary>Is one worse than another beyond the interval of their difference?</summary>
    public static bool IsWorse(SeedValues one, SeedValues other, bool higher) =>
        (higher ? other.Minus(one) : one.Minus(other)).IsAboveZero;
}
