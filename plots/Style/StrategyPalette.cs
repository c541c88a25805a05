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
    private const double Apart = 0.09;
    private const double HueStep = 18;
    private const int Lightnesses = 5;
    private const int Attempts = 20 * Lightnesses;

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
            var pattern = Patterns.All[1 + (int)(hash % 4)];
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

    /// <summary>First other shades of the same hue, then hues ever further to both sides; all of
    /// a lightness that stands out from the background.</summary>
    private static OkLab Variant(OkLab start, uint hash, int attempt, Theme theme)
    {
        var (low, high) = theme.Dark ? (0.62, 0.88) : (0.42, 0.66);
        var shade = (hash + ((uint)attempt * 2)) % Lightnesses;
        var lightness = low + ((high - low) * shade / (Lightnesses - 1));
        var turn = attempt / Lightnesses;
        var side = turn % 2 == 0 ? -1 : 1;
        var hue = start.HueDegrees + (side * ((turn + 1) / 2) * HueStep);
        return OkLab.FromHue(lightness, Math.Clamp(start.Chroma, 0.08, 0.13), hue);
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
