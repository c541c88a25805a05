namespace FragSim.Validation.Reproduction;

/// <summary>A table judged.</summary>
internal sealed record Verdict(
    PublishedTable Table, IReadOnlyList<(Criterion Criterion, Judgement Judgement)> Judgements)
{
    public int Met => Judgements.Count(j => j.Judgement.Met);

    /// <summary>Every criterion that must be met is.</summary>
    public bool Passed => Judgements.All(j => j.Judgement.Met || !j.Criterion.Must);

    public string Sentence => $"{Table.Name} {(Passed ? "is reproduced" : "is not reproduced")}: "
        + $"{Met} of {Judgements.Count} criteria met, {MustMet} of {Musts} that must be";

    private int Musts => Judgements.Count(j => j.Criterion.Must);

    private int MustMet => Judgements.Count(j => j.Criterion.Must && j.Judgement.Met);

    public static Verdict Of(PublishedTable table, Outcomes outcomes) =>
        new(table, [.. table.Criteria.Select(c => (c, c.Judge(outcomes)))]);
}
