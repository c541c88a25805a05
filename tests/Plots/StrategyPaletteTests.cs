using FragSim.Plots.Style;
using ScottPlot;
using Xunit;

namespace FragSim.Tests.Plots;

public class StrategyPaletteTests
{
    public static TheoryData<bool> Themes => [false, true];

    private static Theme ThemeOf(bool dark) => dark ? Theme.Night : Theme.Light;

    [Theory, MemberData(nameof(Themes))]
    public void Every_named_colour_stands_out_from_the_background(bool dark)
    {
        var background = ThemeOf(dark).Background;
        foreach (var name in KnownStrategies.Names)
        {
            var contrast = Contrast(KnownStrategies.Find(name, dark)!.Color, background);
            Assert.True(contrast >= 2.9, $"{name}: {contrast:0.00}");
        }
    }

    [Theory, MemberData(nameof(Themes))]
    public void Named_strategies_differ_in_colour(bool dark) =>
        AssertApart([.. KnownStrategies.Names], dark, 0.065, color => color);

    [Theory, MemberData(nameof(Themes))]
    public void The_default_strategies_differ_without_red_or_green_cones(bool dark)
    {
        string[] defaults =
        [
            "none", "partition", "grouping", "compaction", "grouping+compaction", "linux", "oracle",
        ];
        AssertApart(defaults, dark, 0.07, Deuteranope);
        AssertApart(defaults, dark, 0.07, Protanope);
    }

    [Theory, MemberData(nameof(Themes))]
    public void Twelve_strategies_with_composites_stay_apart(bool dark) =>
        AssertApart(SampleResults.Twelve, dark, 0.065, color => color);

    [Theory, MemberData(nameof(Themes))]
    public void Parameters_of_one_strategy_get_looks_of_their_own(bool dark) => AssertApart(
        [.. Enumerable.Range(1, 8).Select(i => $"partition:movable={i * 10}%")], dark, 0.05,
        color => color);

    [Fact]
    public void A_named_strategy_looks_the_same_in_every_chart()
    {
        var alone = StrategyPalette.Assign(["linux"], Theme.Light)[0];
        var among = StrategyPalette.Assign(["x", "grouping+compaction", "linux"], Theme.Light)[2];
        Assert.Equal(alone, among);
    }

    [Fact]
    public void A_composite_looks_the_same_each_time()
    {
        string[] names = ["none", "grouping+compaction"];
        Assert.Equal(
            StrategyPalette.Assign(names, Theme.Light), StrategyPalette.Assign(names, Theme.Light));
    }

    private static void AssertApart(
        string[] names, bool dark, double least, Func<Color, Color> seen)
    {
        var looks = StrategyPalette.Assign(names, ThemeOf(dark));
        for (var i = 0; i < names.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var distance = OkLab.Of(seen(looks[i].Color)).Distance(
                    OkLab.Of(seen(looks[j].Color)));
                Assert.True(distance >= least, $"{names[i]} and {names[j]}: {distance:0.000}");
            }
    }

    /// <summary>WCAG 2 contrast ratio.</summary>
    private static double Contrast(Color a, Color b)
    {
        var (high, low) = (Luminance(a), Luminance(b));
        if (high < low) (high, low) = (low, high);
        return (high + 0.05) / (low + 0.05);
    }

    private static double Luminance(Color color) =>
        (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));

    private static double Linear(byte channel)
    {
        var v = channel / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    // Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
    private static Color Deuteranope(Color c) => Matrix(c,
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413,
            -0.011820, 0.042940, 0.968881]);

    private static Color Protanope(Color c) => Matrix(c,
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216,
            -0.003882, -0.048116, 1.051998]);

    private static Color Matrix(Color c, double[] m)
    {
        var (r, g, b) = (Linear(c.R), Linear(c.G), Linear(c.B));
        byte Row(int i) => Gamma((m[i] * r) + (m[i + 1] * g) + (m[i + 2] * b));
        return new Color(Row(0), Row(3), Row(6));
    }

    private static byte Gamma(double linear)
    {
        var v = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(
            255 * (v <= 0.0031308 ? v * 12.92 : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055));
    }
}
