using System.Globalization;
using System.Net;

namespace FragSim.Plots.Report;

/// <summary>Text as HTML shows it: whatever it holds, it stays text.</summary>
internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A number for a style, such as a width.</summary>
    public static string Css(double value) =>
        (double.IsFinite(value) ? value : 0).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A strategy's name with its colour before it.</summary>
    public static string Strategy(int index, string name) =>
        $"<i class=\"dot\" style=\"background:var(--s{index})\"></i>"
        + $"<span class=\"name\" title=\"{Text(name)}\">{Text(name)}</span>";

    /// <summary>Is read aloud, and not shown.</summary>
    public static string Aside(string text) => $"<span class=\"aside\">{Text(text)}</span>";
}
