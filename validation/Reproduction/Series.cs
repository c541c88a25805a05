using System.Globalization;
using MathNet.Numerics.Statistics;

namespace FragSim.Validation.Reproduction;

/// <summary>One value for each seed. What is said of it is said of the median; what is said of two
/// must hold seed by seed as well, in eight of ten.</summary>
/// <param name="Name">What it is a value of.</param>
/// <param name="Values">In the order of the seeds.</param>
internal sealed record Series(string Name, IReadOnlyList<double> Values)
{
    private const double Enough = 0.8;

    /// <summary>Of the seeds that gave a number; NaN when none did.</summary>
    public double Median => Values.Where(double.IsFinite).Median();

    public static Series operator -(Series a, Series b) =>
        new($"{a.Name} - {b.Name}", [.. a.Values.Zip(b.Values, (x, y) => x - y)]);

    public static Series operator /(Series a, Series b) =>
        new($"{a.Name} / {b.Name}", [.. a.Values.Zip(b.Values, (x, y) => x / y)]);

    public Judgement AtLeast(double bound) => new(Median >= bound, Shown);

    public Judgement AtMost(double bound) => new(Median <= bound, Shown);

    public Judgement Between(double low, double high) =>
        new(Median >= low && Median <= high, Shown);

    /// <summary>Less than another, at the median and in eight of ten seeds.</summary>
    public Judgement Below(Series other) => BelowBy(other, 0, strict: true);

    /// <summary>At most so much more than another, by the same rule.</summary>
    public Judgement AtMostAbove(Series other, double slack) =>
        BelowBy(other, slack, strict: false);

    private Judgement BelowBy(Series other, double slack, bool strict)
    {
        bool Holds(double a, double b) => strict ? a < b : a <= b + slack;
        int seeds = Values.Where((v, i) => Holds(v, other.Values[i])).Count();
        bool met = Holds(Median, other.Median) && seeds >= Enough * Values.Count;
        return new Judgement(met, $"{Shown}, {other.Shown} in {seeds}/{Values.Count}");
    }

    private string Shown => $"{Name} {Number(Median)}";

    public static string Number(double value) => double.IsNaN(value)
        ? "-"
        : Math.Abs(value) switch
        {
            >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
            _ => value.ToString("0.##", CultureInfo.InvariantCulture),
        };
}
