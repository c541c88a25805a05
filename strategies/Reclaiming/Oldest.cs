using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Reclaiming;

/// <summary>
/// What was done for a huge page before reclaim knew of areas: a failed request reclaims a few of
/// the oldest pages, wherever they lie, and wakes kswapd, which goes on so until a block happens to
/// come free in every zone. It moves nothing. What is reclaimed in vain is the price.
/// </summary>
/// <remarks>Linux 2.6.16 <c>balance_pgdat</c> (mm/vmscan.c) with an order; that it does not rest
/// where a zone cannot have a block was mended in 2.6.29 ("stop kswapd's infinite loop at high
/// order allocation"). With <c>cpus=</c> it has the per-CPU lists of that time, which no huge
/// request drains, but for one of the list-based series (<c>grouping:blocks=no</c> before it).
/// Alone it runs on a buddy without migrate types.</remarks>
internal sealed class Oldest : IStrategy
{
    /// <summary>What a CPU's lists hold of a zone: up to 6 batches of 31 hot pages and 2 of cold
    /// ones (<c>setup_pageset</c>), and half of that on average.</summary>
    private const int PagesOfCpu = 4 * 31;

    private readonly int cpus;

    public Oldest(string name, StrategyParameters parameters)
    {
        Name = name;
        cpus = parameters.Number("cpus", 0, 0, 64);
    }

    public static CatalogEntry Entry { get; } = new(
        "oldest",
        "kswapd reclaims the oldest pages until every zone has a huge page [cpus=0].",
        "Linux 2.6.16 mm/vmscan.c, balance_pgdat");

    public string Name { get; }

    public ReclaimPolicy Reclaim => ReclaimPolicy.KswapdPersists;

    public void Configure(MachineOptions options)
    {
        options.PerCpuLists = cpus > 0;
        options.PerCpuPages = cpus * PagesOfCpu;
        options.LruPerZone = true;
        options.NeverDrains = !options.TypesByPage;
    }
}
