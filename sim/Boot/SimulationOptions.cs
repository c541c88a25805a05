using System.Text.Json.Serialization;
using FragSim.Sim.Base;
using FragSim.Sim.Tasks;

namespace FragSim.Sim.Boot;

/// <summary>The machine and how it is watched; the same for every strategy of a comparison.
/// </summary>
public sealed record SimulationOptions
{
    /// <summary>Smallest memory that a machine can be built of: a few pageblocks.</summary>
    public const ulong MinMemoryBytes = 16UL << 20;

    /// <summary>Frame numbers reach to 16 TiB, but tables with an entry for every frame hold less
    /// than 2^31 of them: 8 TiB of base pages less 1 GiB.</summary>
    public const ulong MaxMemoryBytes = (8UL << 40) - (1UL << 30);

    /// <summary>Latest simulated time, nine years from the start: beyond it sums of times could
    /// overflow.</summary>
    public const long MaxTimeNs = 1L << 58;

    /// <summary>Size of RAM, when the workload does not bring its own start state.</summary>
    public ulong MemoryBytes { get; init; } = 1UL << 30;

    /// <summary>Memory that the kernel can use for itself, from address 0 on; what is above is
    /// HighMem, for movable pages only, as on 32-bit x86 (896 MiB there). 0: all of it.</summary>
    public ulong KernelZoneBytes { get; init; }

    /// <summary>Order of a pageblock; a strategy may still choose its own.</summary>
    public int PageblockOrder { get; init; } = Order.Huge;

    /// <summary>Room on disk for anonymous pages; 0 is no swap.</summary>
    public ulong SwapBytes { get; init; }

    /// <summary>The administrator has raised <c>vm.min_free_kbytes</c> for huge pages
    /// (<c>hugeadm --set-recommended-min_free_kbytes</c>).</summary>
    public bool HugeMinFree { get; init; }

    /// <summary>Kernel settings that the user gave, under the names of their files.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Order of the huge pages that are asked for.</summary>
    public int HugeOrder { get; init; } = Order.Huge;

    /// <summary>Prices of the kernel's work in ns, by which stalls are computed.</summary>
    public CostModel Costs { get; init; } = new();

    /// <summary>Work of the workload's own kernel that is taken over: the frees of its reclaim are
    /// events, and the machine reclaims for itself only where an allocation would fail otherwise.
    /// Null: everything is simulated.</summary>
    [JsonIgnore]
    public IGivenWork? Given { get; init; }

    /// <summary>Whose reclaim frees pages: <c>simulated</c>, or <c>recorded</c> where it is given.
    /// </summary>
    public string Reclaim => Given is null ? "simulated" : "recorded";

    /// <summary>Simulated time between samples at first; doubled whenever there are more than
    /// <see cref="MaxSamples"/>, every second sample then being dropped.</summary>
    public long SampleEveryNs { get; init; } = 1_000_000_000;

    /// <summary>Most samples that are kept; beyond it every second one is dropped.</summary>
    public int MaxSamples { get; init; } = 600;

    /// <summary>Surveys of all memory over time; 0 takes none.</summary>
    public int MaxMaps { get; init; } = 200;

    /// <summary>Keep the map that each survey makes, cell by cell.</summary>
    public bool KeepMaps { get; init; } = true;

    /// <summary>Recount everything from scratch at every sample (slow; tests do).</summary>
    public bool Validate { get; init; }
}
