using System.Globalization;
using FragSim.Cli.Results;
using FragSim.Cli.Validation;
using FragSim.Sim.Base;
using FragSim.Validation.Calibration;

namespace FragSim.Cli.Calibration;

/// <summary>What the tables of a calibration say.</summary>
internal static class CalibrationTables
{
    private static readonly CostModel Defaults = new();

    public const string Unit =
        "Recorded times are instructions of an emulated machine, one a nanosecond, and every "
        + "event that was traced is in them: compare prices with each other (of a page moved), "
        + "not with hardware.";

    public static string Sentence(CalibrationResult result) =>
        $"{Text(result.Requests)} requests of {result.Recordings.Count} "
        + $"recording{(result.Recordings.Count == 1 ? "" : "s")} at rest; "
        + $"{Text(result.Disturbed)} left out, as another task was at work meanwhile. "
        + $"R2 {(double.IsNaN(result.R2) ? Units.Unknown : Share(result.R2, "0.000"))}; half are "
        + $"within {Share(100 * result.MedianError, "0.0")} % of their latency, nine of ten "
        + $"within {Share(100 * result.MostError, "0.0")} %.";

    public static IReadOnlyList<ValidationTable> Of(CalibrationResult result) =>
    [
        Prices(result),
        new ValidationTable("What else took time, for which the cost model has no price",
            ["work", "done", "in\nrequests", "fitted", "+-", "without\none"],
            [.. result.Prices.Where(p => p.Term.Default is null).Select(p => new[]
            {
                p.Term.Name, Text(p.Work), Text(p.Requests), Fitted(p), Error(p), Range(p),
            })])
        {
            Note = Notes(result.Prices.Where(p => p.Term.Default is null)),
        },
        new ValidationTable("Zeroing 2 MiB: the fastest grant of a fault",
            ["recording", "fastest", "default"],
            [.. result.Recordings.Select(r => new[]
            {
                r.Name, r.FloorNs == 0 ? Units.Unknown : Text(r.FloorNs),
                Text(Defaults.ZeroHugeNs),
            })])
        {
            Note = "Default: ZeroHugeNs 210-380 us cold, measured on a 6.18 kernel.",
        },
    ];

    private static ValidationTable Prices(CalibrationResult result)
    {
        FittedPrice[] prices = [.. result.Prices.Where(p => p.Term.Default is not null)];
        double move = Defaults.MigrateNs;
        return new ValidationTable("Prices, in ns",
            ["price", "done", "in\nrequests", "fitted", "+-", "without\none", "of a\nmove",
                "default", "of a\nmove"],
            [.. prices.Select(p => new[]
            {
                p.Term.Name, Text(p.Work), Text(p.Requests), Fitted(p), Error(p), Range(p),
                result.OfMoving(p) is { } share ? Ratio(share) : Units.Unknown,
                Text(p.Term.Default!.Value), Ratio(p.Term.Default!.Value / move),
            })])
        {
            Note = Notes(prices) + "\nDefaults: "
                + string.Join("; ", prices.Select(p => $"{p.Term.Name} {p.Term.Source}")) + ".",
        };
    }

    /// <summary>What the figures must not be taken for.</summary>
    private static string Notes(IEnumerable<FittedPrice> prices) => string.Join(' ', prices
        .Where(p => p.Standing != PriceStanding.Supported)
        .GroupBy(p => (p.Standing, With: string.Join(", ", p.With)))
        .Select(group => $"{string.Join(", ", group.Select(p => p.Term.Name))}: "
            + group.Key.Standing switch
            {
                PriceStanding.NoSuchWork => "not determined, no request had such work done.",
                PriceStanding.NotApart =>
                    $"not determined, such work always comes with: {group.Key.With}.",
                PriceStanding.Zero => "any price above 0 fits worse.",
                PriceStanding.Unsteady =>
                    "not borne out (?), as the recordings disagree: without one "
                    + "of them the price is another by more than a factor of 2.",
                _ => "not borne out (?), less than twice the error.",
            }));

    private static string Fitted(FittedPrice price) =>
        !price.Known ? Units.Unknown
            : Price(price.Ns)
                + (price.Standing is PriceStanding.Unsupported or PriceStanding.Unsteady
                    ? "?" : "");

    private static string Error(FittedPrice price) =>
        price.Known && price.Ns > 0 ? Price(price.ErrorNs) : Units.Unknown;

    private static string Range(FittedPrice price) =>
        price.Range is var (low, high) ? $"{Price(low)}-{Price(high)}" : Units.Unknown;

    private static string Price(double ns) => Share(ns, Math.Abs(ns) < 99.5 ? "0.#" : "0");

    private static string Ratio(double share) => Share(share, share < 0.0995 ? "0.000" : "0.00");

    private static string Text(double count) => Share(count, "0");

    private static string Share(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
