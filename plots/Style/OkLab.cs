using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>A colour in Ottosson's OKLab space, where distance is about what the eye sees
/// (https://bottosson.github.io/posts/oklab/). 1 is black to white; 0.02 is just visible.</summary>
internal readonly record struct OkLab(double L, double A, double B)
{
    public static OkLab Of(Color color)
    {
        var (r, g, b) = (Linear(color.R), Linear(color.G), Linear(color.B));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return new OkLab(
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    public static OkLab FromHue(double lightness, double chroma, double degrees)
    {
        var radians = degrees * Math.PI / 180;
        return new OkLab(lightness, chroma * Math.Cos(radians), chroma * Math.Sin(radians));
    }

    public double Chroma => Math.Sqrt((A * A) + (B * B));

    public double HueDegrees => Math.Atan2(B, A) * 180 / Math.PI;

    public double Distance(OkLab other)
    {
        var (dl, da, db) = (L - other.L, A - other.A, B - other.B);
        return Math.Sqrt((dl * dl) + (da * da) + (db * db));
    }

    public OkLab Mix(OkLab other, double share) => new(
        L + ((other.L - L) * share), A + ((other.A - A) * share), B + ((other.B - B) * share));

    public Color ToColor()
    {
        var l = Cube(L + (0.3963377774 * A) + (0.2158037573 * B));
        var m = Cube(L - (0.1055613458 * A) - (0.0638541728 * B));
        var s = Cube(L - (0.0894841775 * A) - (1.2914855480 * B));
        return new Color(
            Gamma((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Gamma((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Gamma((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static double Cube(double value) => value * value * value;

    private static double Linear(byte channel)
    {
        var v = channel / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    private static byte Gamma(double linear)
    {
        var v = Math.Clamp(linear, 0, 1);
        v = v <= 0.0031308 ? v * 12.92 : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(v * 255);
    }
}
