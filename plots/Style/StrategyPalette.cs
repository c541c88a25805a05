using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>
/// One look for every strategy of a chart. A named strategy always looks the same. A composite
/// (<c>grouping+compaction</c>) or one with parameters (<c>partition:movable=25%</c>) gets a mix
/// of its parts, moved by a hash of its spelling; if that comes too close to a look already in the
/// chart, it moves on until it does not.
/// </summary>
internal static class StrategyPalette
{
    private const double Apart = 0.075;
    private const double GoldenAngle = 137.50776405;
    private const int Attempts = 48;

    public static IReadOnlyList<SeriesLook> Assign(IReadOnlyList<string> strategies, Theme theme)
    {
        var looks = new SeriesLook[strategies.Count];
        var taken = new List<SeriesLook>();
        for (var i = 0; i < looks.Length; i++)
        {
            if (KnownStrategies.Find(strategies[i], theme.Dark) is not { } known) continue;
            looks[i] = known;
            taken.Add(known);
        }
        for (var i = 0; i < looks.Length; i++)
        {
            if (looks[i] is not null) continue;
            looks[i] = Derive(strategies[i], taken, theme);
            taken.Add(looks[i]);
        }
        return looks;
    }

    private static SeriesLook Derive(string spelling, List<SeriesLook> taken, Theme theme)
    {
        var hash = Hash(spelling);
        var start = Blend(spelling, theme);
        SeriesLook best = new(start.ToColor(), Patterns.Solid);
        var bestDistance = -1.0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var color = Variant(start, hash, attempt, theme).ToColor();
            var pattern = Patterns.All[(int)((hash + (uint)attempt + 1) % 5)];
            var distance = Nearest(color, taken);
            if (distance <= bestDistance) continue;
            best = new SeriesLook(color, pattern);
            bestDistance = distance;
            if (distance >= Apart) break;
        }
        return best;
    }

    /// <summary>The middle between the colours of the parts; a hue by hash when no part is known.
    /// </summary>
    private static OkLab Blend(string spelling, Theme theme)
    {
        var middle = default(OkLab);
        var parts = 0;
        foreach (var part in spelling.Split('+'))
        {
            var look = KnownStrategies.Find(part.Split(':')[0], theme.Dark);
            if (look is null) continue;
            middle = middle.Mix(OkLab.Of(look.Color), 1.0 / ++parts);
        }
        return parts > 0
            ? middle
            : OkLab.FromHue(theme.Dark ? 0.75 : 0.55, 0.13, Hash(spelling) % 360);
    }

    /// <summary>Variants keep a lightness that stands out from the background.</summary>
    private static OkLab Variant(OkLab start, uint hash, int attempt, Theme theme)
    {
        var (low, high) = theme.Dark ? (0.60, 0.86) : (0.38, 0.64);
        var lightness = low + ((high - low) * ((hash + ((uint)attempt * 3)) % 7) / 6);
        var chroma = Math.Clamp(start.Chroma, 0.09, 0.16);
        return OkLab.FromHue(lightness, chroma, start.HueDegrees + (attempt * GoldenAngle));
    }

    private static double Nearest(Color color, List<SeriesLook> taken)
    {
        var lab = OkLab.Of(color);
        return taken.Count == 0 ? 1 : taken.Min(look => OkLab.Of(look.Color).Distance(lab));
    }

    /// <summary>FNV-1a: the same on every machine, unlike <c>string.GetHashCode</c>.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
