using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Compacting;
using FragSim.Strategies.Kernel.Settings;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Kernel;

/// <summary>
/// Compacts in the background, before anybody asks: twice a second the free memory's fragmentation
/// is scored, and above a mark all zones are compacted until the score is ten points lower. A
/// caller waits for nothing; what is not ready when it asks it does not get, unless another
/// strategy is joined.
/// </summary>
/// <remarks>Gupta, "mm: Proactive compaction" v8, 2020; Linux 6.1 <c>proactive_compact_node</c>,
/// <c>vm.compaction_proactiveness</c>: the marks are 100 less it and ten above. As in the kernel
/// the same thread also compacts for what kswapd was woken for. Joined to <c>compaction</c> each
/// keeps scanner positions of its own, which a kernel shares.</remarks>
internal sealed class Proactive : IStrategy
{
    private readonly DirectCompactor direct = new(new ZoneCompactor());
    private readonly Kcompactd kcompactd;
    private readonly int? proactiveness;

    public Proactive(string name, StrategyParameters parameters)
    {
        Name = name;
        kcompactd = new Kcompactd(direct);
        if (parameters.Has("proactiveness"))
            proactiveness = parameters.Number("proactiveness", 0, 0, 100);
    }

    public static CatalogEntry Entry { get; } = new(
        "proactive",
        "Compacts in the background when a score says so: proactiveness=20 of 100.",
        "Gupta, Proactive compaction v8, 2020; Linux mm/compaction.c");

    public string Name { get; }

    public long NextBackgroundNs => kcompactd.NextNs;

    public void Configure(MachineOptions options)
    {
        KernelSettings settings = KernelSettings.From(options);
        kcompactd.Configure(settings with
        {
            Proactiveness = proactiveness ?? settings.Proactiveness,
        });
    }

    public void Boot(Machine machine)
    {
        direct.Boot(machine);
        kcompactd.Start(machine);
    }

    public void WakeCompactor(Machine machine, int order, int highestZone) =>
        kcompactd.Wake(machine, order, highestZone);

    public void Background(Machine machine) => kcompactd.Run(machine);

    public long NextWorkNs(Machine machine) => kcompactd.NextWorkNs(machine);

    public void PassOver(long untilNs) => kcompactd.PassOver(untilNs);

    public void CompactMemory(Machine machine) => direct.CompactAll(machine);
}
