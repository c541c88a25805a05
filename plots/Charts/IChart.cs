using FragSim.Plots.Figures;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Charts;

/// <summary>One kind of chart.</summary>
internal interface IChart
{
    CatalogEntry Entry { get; }

    /// <summary>False when results of this kind never have anything to show here.</summary>
    bool Applies(IReadOnlyList<RunResult> results) => true;

    /// <summary>Is called with at least one run; what the run holds may still be empty.</summary>
    Figure Draw(ChartInput input);
}
