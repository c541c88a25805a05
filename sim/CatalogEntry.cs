namespace FragSim.Sim;

/// <summary>What <c>fragsim list</c> says of a strategy, workload, chart or trace format.</summary>
/// <param name="Name">As given on the command line.</param>
/// <param name="Sentence">What it is, in one sentence.</param>
/// <param name="Source">The paper or kernel file it follows.</param>
public sealed record CatalogEntry(string Name, string Sentence, string Source);
