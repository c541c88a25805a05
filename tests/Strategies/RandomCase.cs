using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Strategies;
using FragSim.Strategies.Kernel.Settings;

namespace FragSim.Tests.Strategies;

/// <summary>A machine and its strategy, both drawn from the case's number.</summary>
/// <param name="Number">Names the case: the same number is the same case.</param>
/// <param name="Strategy">As spelled on the command line.</param>
/// <param name="Options">The machine.</param>
/// <param name="Steps">Events that the case lasts for.</param>
internal sealed record RandomCase(
    uint Number, string Strategy, SimulationOptions Options, int Steps)
{
    /// <summary>Strategies with parameters, beside those of the catalogue.</summary>
    private static readonly string[] Spelled =
    [
        "partition:movable=80%", "partition:movable=90%", "partition:movable=25%",
        "partition:cma=25%", "partition:cma=90%", "partition:movable=50%,cma=50%",
        "partition:kernelcore=1MiB", "partition:pool=1", "partition:pool=90%",
        "grouping:migrate=no", "grouping:migrate=no,claim=no", "grouping:blocks=no",
        "oldest:cpus=4", "boundary:unmovable=50%", "tree:blocks=1", "tree:blocks=64",
        "linux:proactiveness=100", "proactive:proactiveness=100",
    ];

    /// <summary>Kernel settings; an empty one changes nothing.</summary>
    private static readonly string[] Settings =
    [
        "", "", "", "page_group_by_mobility_disabled=1", "cma=25%", "kernel=6.18",
        "movablecore=90%", "kernelcore=1MiB", "kernelcore=50%", "hugepages=1",
        "vm.watermark_boost_factor=1000000", "vm.min_free_kbytes=128",
        "vm.percpu_pagelist_high_fraction=8", "transparent_hugepage.defrag=defer",
    ];

    public static RandomCase Of(uint number)
    {
        var rng = Rng.For(number, "case");
        string[] all = [.. StrategyCatalog.Entries.Select(e => e.Name), .. Spelled];
        string strategy = rng.Below(3) == 0
            ? Pick(all, rng) : Pick(all, rng) + "+" + Pick(all, rng);
        // Small machines are cheap, and show most: few are large.
        int doubled = (int)Math.Min(rng.Below(10), rng.Below(10));
        ulong memory = (16UL << doubled) + (4 * rng.Below(4u << doubled));
        int largest = Math.Min(Order.Gigantic, doubled + 11);
        string[] set = [.. new[] { Pick(Settings, rng), Pick(Settings, rng) }
            .Where(s => s.Length > 0)
            .DistinctBy(s => s[..s.IndexOf('=', StringComparison.Ordinal)])];
        return new RandomCase(number, strategy, new SimulationOptions
        {
            MemoryBytes = Math.Min(memory << 20, 8UL << 30),
            KernelZoneBytes = rng.Below(4) == 0 ? (memory << 20) / (1 + rng.Below(15)) : 0,
            PageblockOrder = rng.Below(2) == 0 ? Order.Huge : rng.Between(3, Order.MaxBuddy),
            HugeOrder = rng.Below(2) == 0 ? Order.Huge : rng.Between(1, largest),
            SwapBytes = rng.Below(3) == 0 ? 64UL << 20 : 0,
            HugeMinFree = rng.Below(4) == 0,
            Settings = new Dictionary<string, string>(set.Select(KernelSettingCatalog.Read)),
            MaxMaps = 0,
            SampleEveryNs = 1_000_000_000,
        }, Steps: rng.Between(2000, 20_000));
    }

    public override string ToString() =>
        $"case {Number}: {Strategy}, {Options.MemoryBytes >> 20} MiB (kernel zone "
        + $"{Options.KernelZoneBytes >> 20} MiB), pageblocks of order {Options.PageblockOrder}, "
        + $"huge pages of order {Options.HugeOrder}, "
        + string.Join(' ', Options.Settings.Select(s => $"{s.Key}={s.Value}"));

    private static string Pick(string[] from, Rng rng) => from[rng.Below((uint)from.Length)];
}
