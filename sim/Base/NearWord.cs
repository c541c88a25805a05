namespace FragSim.Sim.Base;

/// <summary>What a mistyped word was meant to be.</summary>
public static class NearWord
{
    /// <summary>So many letters may be wrong.</summary>
    private const int MostWrong = 2;

    /// <returns><c>; did you mean grouping?</c>, or nothing when no word is near.</returns>
    public static string Hint(string text, IEnumerable<string> words)
    {
        string nearest = words.MinBy(w => Distance(w, text)) ?? "";
        bool near = nearest.Length > 0 && Distance(nearest, text) <= MostWrong;
        return near ? $"; did you mean {nearest}?" : "";
    }

    /// <summary>The same, and the words there are: the end of what is said of one that is none
    /// of them.</summary>
    /// <param name="text">The word.</param>
    /// <param name="words">What it may be.</param>
    /// <param name="more">What it may be too, though it is not told.</param>
    public static string Choice(
        string text, IReadOnlyCollection<string> words, params IEnumerable<string> more)
    {
        string hint = Hint(text, words.Concat(more));
        return $"{hint}{(hint.Length > 0 ? " Choose" : "; choose")} from "
            + string.Join(", ", words);
    }

    /// <summary>Letters to insert, delete or change to make one word of the other.</summary>
    public static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
