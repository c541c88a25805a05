namespace FragSim.Validation.Calibration;

/// <summary>How far the recordings bear a price out.</summary>
internal enum PriceStanding
{
    /// <summary>It is at least twice its standard error, and no single recording makes it.
    /// </summary>
    Supported,
    /// <summary>It is less: it may as well be 0.</summary>
    Unsupported,
    /// <summary>Without one or the other recording it would be more than twice as much.</summary>
    Unsteady,
    /// <summary>Any price above 0 fits worse.</summary>
    Zero,
    /// <summary>Its work always comes with that of other terms.</summary>
    NotApart,
    /// <summary>No request had such work done.</summary>
    NoSuchWork,
}

/// <summary>What the recordings say of one price.</summary>
/// <param name="Term">Which.</param>
/// <param name="Work">How much of its work all requests had done.</param>
/// <param name="Requests">How many had any.</param>
/// <param name="Ns">0 when it is not determined.</param>
/// <param name="ErrorNs">Standard error.</param>
/// <param name="Standing">What to make of it.</param>
internal sealed record FittedPrice(PriceTerm Term, double Work, int Requests, double Ns,
    double ErrorNs, PriceStanding Standing)
{
    /// <summary>Lowest and highest price with any one recording left out; null where that cannot
    /// be said.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Of <see cref="PriceStanding.NotApart"/>: the terms that its work comes with.
    /// </summary>
    public IReadOnlyList<string> With { get; init; } = [];

    public bool Known => Standing is not (PriceStanding.NotApart or PriceStanding.NoSuchWork);

    /// <param name="index">Of the term in <see cref="PriceTerm.All"/>.</param>
    /// <param name="fit">Of all recordings.</param>
    /// <param name="without">Fits that each leave one recording out; none with a single one.
    /// </param>
    /// <param name="amounts">Of its work, request by request.</param>
    public static FittedPrice Of(
        int index, PriceFit fit, IReadOnlyList<PriceFit> without, IReadOnlyList<double> amounts)
    {
        double[] others = [.. without.Where(other => other.Determined(index))
            .Select(other => other.Prices[index])];
        (double, double)? range = others.Length > 1 ? (others.Min(), others.Max()) : null;
        int requests = amounts.Count(amount => amount != 0);
        bool determined = fit.Determined(index);
        return new FittedPrice(PriceTerm.All[index], amounts.Sum(), requests, fit.Prices[index],
            fit.Errors[index], requests == 0 ? PriceStanding.NoSuchWork
                : !determined ? PriceStanding.NotApart
                : Judge(fit.Prices[index], fit.Errors[index], range))
        {
            Range = determined ? range : null,
            With = determined ? [] : [.. fit.With(index).Select(i => PriceTerm.All[i].Name)],
        };
    }

    private static PriceStanding Judge(
        double price, double error, (double Low, double High)? range) =>
        price == 0 ? PriceStanding.Zero
        : price < 2 * error ? PriceStanding.Unsupported
        : range is var (low, high) && high > 2 * low ? PriceStanding.Unsteady
        : PriceStanding.Supported;
}
