using System.Text.RegularExpressions;
using FragSim.Plots.Style;

namespace FragSim.Plots.Fonts;

/// <summary>Makes the text of an SVG look the same where Inter is not installed.</summary>
public static partial class SvgFont
{
    /// <summary>CSS with the latin part of the font in it. A page with many charts carries this
    /// once and renders the charts with <see cref="ChartStyle.EmbedFont"/> off.</summary>
    public static string FontFaceCss { get; } =
        Face(400, "Inter_Latin_400.woff2") + Face(600, "Inter_Latin_600.woff2");

    internal static string Name(string svg) =>
        FamilyAttribute().Replace(svg, $"font-family=\"{EmbeddedFont.Family}, Inter, sans-serif\"");

    internal static string Embed(string svg)
    {
        var root = svg.IndexOf("<svg", StringComparison.Ordinal);
        var end = svg.IndexOf('>', root) + 1;
        return svg.Insert(end, $"<style>{FontFaceCss}</style>");
    }

    private static string Face(int weight, string resource)
    {
        // Skia writes the semibold weight as 600 or 500 by version; the range covers both.
        var weights = weight == 400 ? "400" : "500 700";
        var data = Convert.ToBase64String(EmbeddedFont.Resource(resource));
        return $"@font-face{{font-family:'{EmbeddedFont.Family}';font-weight:{weights};" +
            $"src:url(data:font/woff2;base64,{data}) format('woff2')}}";
    }

    [GeneratedRegex("font-family=\"[^\"]*\"")]
    private static partial Regex FamilyAttribute();
}
