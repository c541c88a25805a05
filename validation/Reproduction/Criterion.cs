namespace FragSim.Validation.Reproduction;

/// <summary>One thing that must hold for a table to count as reproduced.</summary>
/// <param name="Number">Its number in the table.</param>
/// <param name="Must">The table fails without it.</param>
/// <param name="Text">What must hold.</param>
/// <param name="Judge">Whether it does.</param>
internal sealed record Criterion(
    string Number, bool Must, string Text, Func<Outcomes, Judgement> Judge);

/// <summary>Whether something holds, and the numbers that say so.</summary>
internal readonly record struct Judgement(bool Met, string Measured)
{
    public static Judgement operator &(Judgement a, Judgement b) =>
        new(a.Met && b.Met, $"{a.Measured}; {b.Measured}");
}
