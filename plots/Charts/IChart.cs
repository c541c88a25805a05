using FragSim.Plots.Figures;
using FragSim.Sim;

namespace FragSim.Plots.Charts;

/// <summary>One kind of chart.</summary>
internal interface IChart
{
    CatalogEntry Entry { get; }

    /// <summary>Is called with at least one run; what the run holds may still be empty.</summary>
    Figure Draw(ChartInput input);
}
