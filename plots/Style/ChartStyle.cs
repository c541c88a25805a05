using FragSim.Plots.Fonts;
namespace FragSim.Plots.Style;

/// <summary>How a chart is drawn.</summary>
public sealed record ChartStyle
{
    /// <summary>Width in layout units; an SVG is this many pixels wide.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Height in layout units.</summary>
    public int Height { get; init; } = 540;

    /// <summary>Pixels a layout unit in PNG; 2 keeps text crisp. SVG does not need it.</summary>
    public int Scale { get; init; } = 2;

    /// <summary>Light marks on a dark ground; else dark marks on a light one.</summary>
    public bool Dark { get; init; }

    /// <summary>Put the font into the SVG (about 65 KB). Off for charts in a page that carries
    /// <see cref="SvgFont.FontFaceCss"/> itself.</summary>
    public bool EmbedFont { get; init; } = true;
}

/// <summary>Kind of file that a chart is written as.</summary>
public enum ChartFormat
{
    /// <summary>Pixels: width and height in layout units, times <see cref="ChartStyle.Scale"/>.
    /// </summary>
    Png,
    /// <summary>Vectors, in layout units.</summary>
    Svg,
}
