using System.Text;
using System.Text.RegularExpressions;

namespace FragSim.Plots.Report;

/// <summary>Charts that stand in the page as they are. Both themes are there; the page's own style
/// shows one of them.</summary>
internal static partial class PictureSection
{
    public static string Write(ReportPictures pictures)
    {
        var html = new StringBuilder("<section class=\"card\">"
            + $"<h2>{Html.Text(pictures.Caption)}</h2>"
            + $"<p class=\"note\">{Html.Text(pictures.Note)}.</p><div class=\"pictures\">");
        foreach (var chart in pictures.Charts)
        {
            html.Append($"<figure role=\"img\" aria-label=\"{Html.Text(chart.Sentence)}\">")
                .Append(Svg(chart.Light, "day")).Append(Svg(chart.Dark, "night"))
                .Append("</figure>");
        }
        return html.Append("</div></section>\n").ToString();
    }

    /// <summary>Without the declaration that only a file of its own has. Its size becomes a shape,
    /// so that it fills its place.</summary>
    private static string Svg(byte[] file, string theme)
    {
        var svg = Encoding.UTF8.GetString(file);
        var shaped = Size().Replace(
            svg[svg.IndexOf("<svg", StringComparison.Ordinal)..], "viewBox=\"0 0 $1 $2\"", 1);
        return $"<div class=\"{theme}\">{shaped}</div>";
    }

    [GeneratedRegex("width=\"(\\d+)\" height=\"(\\d+)\"")]
    private static partial Regex Size();
}
