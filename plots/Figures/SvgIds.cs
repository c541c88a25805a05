using System.Text.RegularExpressions;

namespace FragSim.Plots.Figures;

/// <summary>Skia numbers the clips and images of all SVGs of a process in one row. Here each file
/// counts for itself, so that the same chart gives the same bytes, and under a prefix, so that
/// several charts can stand in one page.</summary>
internal static partial class SvgIds
{
    public static string Number(string svg, string prefix)
    {
        var numbers = new Dictionary<string, int>();
        foreach (Match match in Definition().Matches(svg))
            numbers.TryAdd(match.Groups["id"].Value, numbers.Count);
        return Use().Replace(svg, match =>
            numbers.TryGetValue(match.Groups["id"].Value, out var number)
                ? $"{match.Groups["before"].Value}{prefix}-{number}"
                : match.Value);
    }

    [GeneratedRegex("(?<= id=\")(?<id>[^\"]+)")]
    private static partial Regex Definition();

    // An id stands after id=", after href="# and after url(#; text cannot hold a bare quote.
    [GeneratedRegex("(?<before> id=\"|href=\"#|url\\(#)(?<id>[a-z]+_[0-9a-f]+)")]
    private static partial Regex Use();
}
