namespace FragSim.Validation.Reproduction;

/// <summary>All values of a table: by part, row, experiment and seed.</summary>
internal sealed class Outcomes
{
    private readonly Dictionary<(string Row, string Experiment), double[]> values = [];

    public Outcomes(PublishedTable table, int seeds)
    {
        foreach (TablePart part in table.Parts)
        {
            foreach (Row row in part.Rows)
            {
                foreach (Experiment experiment in part.Experiments)
                    values.Add((row.Name, experiment.Name), new double[seeds]);
            }
        }
    }

    /// <summary>One row, to be asked for its experiments.</summary>
    public OutcomeRow this[string row] => new(this, row);

    public Series Of(string row, string experiment) =>
        new(experiment, values[(row, experiment)]);

    public void Set(string row, string experiment, int seed, double value) =>
        values[(row, experiment)][seed] = value;
}

/// <summary>One row of the outcomes.</summary>
internal sealed record OutcomeRow(Outcomes Outcomes, string Row)
{
    public Series this[string experiment] => Outcomes.Of(Row, experiment);

    /// <summary>Each experiment has less than the next.</summary>
    public Judgement Rises(params string[] experiments) => experiments.Zip(experiments.Skip(1))
        .Select(pair => this[pair.First].Below(this[pair.Second]))
        .Aggregate((a, b) => a & b);
}
