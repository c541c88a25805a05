using FragSim.Plots.Charts;
using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Strategies.Shared;
using FragSim.Traces.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Tests.Docs.Examples;

/// <summary>The lines that the examples add to the catalogues, in arrays of the catalogues' types.
/// </summary>
internal static class CatalogueLines
{
    public static readonly
        (CatalogEntry Entry, Func<string, StrategyParameters, IStrategy> Create)[] Strategies =
    [
        (Persistent.Entry, (_, _) => new Persistent()),
    ];

    public static readonly WorkloadKind[] Workloads =
    [
        Sieve.Kind,
    ];

    public static readonly IChart[] Charts =
    [
        new FallbacksChart(),
    ];

    public static readonly
        (CatalogEntry Entry, Func<TraceHead, bool> Fits, Func<string, ITrace> Open)[] Formats =
    [
        (PageLogTrace.Entry, PageLogTrace.Fits, path => new PageLogTrace(path)),
    ];
}
