namespace FragSim.Sim.Base;

/// <summary>What <c>fragsim list</c> says of a strategy, workload, chart or trace format.</summary>
/// <param name="Name">As given on the command line.</param>
/// <param name="Sentence">What it is, in one sentence.</param>
/// <param name="Source">The paper or kernel file it follows.</param>
public sealed record CatalogEntry(string Name, string Sentence, string Source)
{
    /// <summary>What may stand behind the name's colon.</summary>
    public IReadOnlyList<CatalogParameter> Parameters { get; init; } = [];
}

/// <summary>One parameter of an entry.</summary>
/// <param name="Name">As given on the command line, before the equals sign.</param>
/// <param name="Default">What it is when it is not given.</param>
/// <param name="Values">What it may be.</param>
/// <param name="Meaning">What it sets, with its unit.</param>
public sealed record CatalogParameter(string Name, string Default, string Values, string Meaning);
