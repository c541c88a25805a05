using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Fonts;

/// <summary>Inter, carried inside the assembly, so that text comes out the same on every machine,
/// with or without fonts of its own.</summary>
internal sealed class EmbeddedFont : IFontResolver
{
    /// <summary>A private name: a host's own Inter must not win and change the pixels.</summary>
    public const string Family = "FragSim Sans";

    private static readonly Lock Gate = new();
    private static bool installed;

    public static SKTypeface Regular { get; } = Load("Inter_400Regular.ttf");

    public static SKTypeface SemiBold { get; } = Load("Inter_600SemiBold.ttf");

    /// <summary>Makes this the first font that charts look for. Call before the first plot is
    /// made; later calls do nothing.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed) return;
            ScottPlot.Fonts.FontResolvers.Insert(0, new EmbeddedFont());
            ScottPlot.Fonts.Default = Family;
            installed = true;
        }
    }

    public static byte[] Resource(string name)
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"resource {name} is not in the assembly");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public SKTypeface? CreateTypeface(
        string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
    {
        if (fontName != Family) return null;
        return weight >= FontWeight.SemiBold ? SemiBold : Regular;
    }

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic)
    {
        if (fontName != Family) return null;
        return bold ? SemiBold : Regular;
    }

    private static SKTypeface Load(string name) =>
        SKTypeface.FromData(SKData.CreateCopy(Resource(name)));
}
