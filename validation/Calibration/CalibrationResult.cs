using FragSim.Sim.Base;

namespace FragSim.Validation.Calibration;

/// <summary>Prices of the <see cref="CostModel"/>, as recorded requests bear them out.</summary>
internal sealed record CalibrationResult
{
    public required IReadOnlyList<RecordedWork> Recordings { get; init; }
    public required IReadOnlyList<FittedPrice> Prices { get; init; }
    /// <summary>Requests that were fitted.</summary>
    public required int Requests { get; init; }
    /// <summary>Requests at rest that were left out, as another task was at work meanwhile.
    /// </summary>
    public required int Disturbed { get; init; }
    /// <summary>Share of the variance of stalls that the prices explain; NaN without variance.
    /// </summary>
    public required double R2 { get; init; }
    /// <summary>Error as a share of the latency: half of the requests have no more.</summary>
    public required double MedianError { get; init; }
    /// <summary>Nine of ten requests have no more.</summary>
    public required double MostError { get; init; }

    /// <exception cref="InputException">No request was timed at rest.</exception>
    public static CalibrationResult Of(IReadOnlyList<RecordedWork> recordings)
    {
        var atRest = recordings.SelectMany(
            recording => recording.AtRest.Select(request => (recording, request))).ToArray();
        var used = Array.FindAll(atRest, r => !r.request.Disturbed);
        if (used.Length == 0)
        {
            throw new InputException($"{string.Join(", ", recordings.Select(r => r.Name))}: no "
                + "huge-page request was timed in a phase rest-*, compacted-* or final-*; give a "
                + "recording that has some");
        }
        PriceFit fit = Fit(used);
        PriceFit[] without = recordings.Count == 1 ? [] : [.. recordings
            .Select(left => Array.FindAll(used, r => r.recording != left))
            .Where(rest => rest.Length is > 0 && rest.Length < used.Length).Select(Fit)];
        double[][] amounts = Amounts(used);
        double[] stalls = [.. used.Select(r => r.recording.StallNs(r.request))];
        double[] missed = [.. amounts.Select(
            (row, i) => stalls[i] - row.Select((amount, j) => amount * fit.Prices[j]).Sum())];
        double[] relative = [.. missed.Select((ns, i) =>
            Math.Abs(ns) / used[i].request.LatencyNs).Order()];
        double mean = stalls.Average();
        double variance = stalls.Sum(ns => (ns - mean) * (ns - mean));
        return new CalibrationResult
        {
            Recordings = recordings,
            Prices = [.. PriceTerm.All.Select((_, j) => FittedPrice.Of(
                j, fit, without, [.. amounts.Select(row => row[j])]))],
            Requests = used.Length,
            Disturbed = atRest.Length - used.Length,
            R2 = variance > 0 ? 1 - (missed.Sum(ns => ns * ns) / variance) : double.NaN,
            MedianError = relative[relative.Length / 2],
            MostError = relative[relative.Length * 9 / 10],
        };
    }

    private static PriceFit Fit((RecordedWork Recording, MeasuredRequest Request)[] used) => new(
        Amounts(used), [.. used.Select(r => r.Recording.StallNs(r.Request))],
        [.. used.Select(r => (double)r.Request.LatencyNs)]);

    private static double[][] Amounts((RecordedWork, MeasuredRequest Request)[] used) =>
        [.. used.Select(r => PriceTerm.All.Select(term => term.Amount(r.Request)).ToArray())];

    /// <summary>What a price is of that of moving a page; null when either is not borne out.
    /// </summary>
    public double? OfMoving(FittedPrice price) =>
        Prices.Single(p => p.Term.Name == nameof(CostModel.MigrateNs)) is
        { Standing: PriceStanding.Supported } move && price.Standing == PriceStanding.Supported
            ? price.Ns / move.Ns : null;
}
