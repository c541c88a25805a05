using ScottPlot;
using SkiaSharp;

namespace FragSim.Plots.Figures;

/// <summary>A pattern as strokes of their own. Skia's SVG cannot write the dashes of a line: it
/// leaves them out and complains on standard error.</summary>
internal static class Dashes
{
    /// <summary>The strokes of a path; the path itself where the pattern is solid.</summary>
    public static SKPath Cut(SKPath path, LinePattern pattern)
    {
        var intervals = pattern.Intervals;
        if (intervals.Length == 0) return new SKPath(path);
        var strokes = new SKPath();
        using var measure = new SKPathMeasure(path);
        do
        {
            var at = 0f;
            for (var i = 0; at < measure.Length; i++)
            {
                var end = at + intervals[i % intervals.Length];
                if (i % 2 == 0)
                    measure.GetSegment(at, Math.Min(end, measure.Length), strokes, true);
                at = end;
            }
        }
        while (measure.NextContour());
        return strokes;
    }
}
