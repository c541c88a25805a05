using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Kernel.Settings;

/// <summary>Settings that the <c>linux</c> strategy goes by; a recording brings its own, and
/// <c>--set</c> has the last word.</summary>
internal sealed record KernelSettings
{
    /// <summary><c>vm.extfrag_threshold</c>, 0 to 1000.</summary>
    public int ExtfragThreshold { get; init; } = 500;

    /// <summary><c>vm.compaction_proactiveness</c>, 0 to 100.</summary>
    public int Proactiveness { get; init; } = 20;

    /// <summary><c>vm.watermark_boost_factor</c>, in 1/10000 of the high watermark.</summary>
    public int BoostFactor { get; init; } = 15_000;

    /// <summary>Grouping by mobility (<c>page_group_by_mobility_disabled=0</c>).</summary>
    public bool Grouping { get; init; } = true;

    /// <summary>Fallback claims whole blocks or steals single ones, as since 6.15.</summary>
    public bool ClaimsOrSteals { get; init; }

    /// <exception cref="InputException">A value is not a number.</exception>
    public static KernelSettings From(MachineOptions options) => new()
    {
        ExtfragThreshold = Number(options, "extfrag_threshold", 500),
        Proactiveness = Number(options, "compaction_proactiveness", 20),
        BoostFactor = Number(options, "watermark_boost_factor", 15_000),
        Grouping = Number(options, "page_group_by_mobility_disabled", 0) == 0,
        ClaimsOrSteals = options.Given.GetValueOrDefault("kernel") == "6.18",
    };

    /// <summary>How memory is divided at boot, as far as the command line says. A recorded start
    /// is kept where that is as it was recorded.</summary>
    public static void DivideMemory(MachineOptions options)
    {
        options.KeepsStart =
            !BootSettings.Changed(options.Given, options.StartSettings).Any();
        if (options.KeepsStart && options.StartSettings.Count > 0)
            return;
        if (Amount(options, "kernelcore") is { } kernel)
        {
            options.KernelcoreBytes = kernel.Bytes;
            options.MovableShare = kernel.Share > 0 ? 1 - kernel.Share : 0;
        }
        else if (Amount(options, "movablecore") is { } movable)
        {
            options.MovableBytes = movable.Bytes;
            options.MovableShare = movable.Share;
        }
        options.CmaShare = Amount(options, "cma") is not { } cma ? 0
            : cma.Share > 0 ? cma.Share : (double)cma.Bytes / options.MemoryBytes;
        options.HugetlbPages = Number(options, "hugepages", 0);
    }

    private static BootAmount? Amount(MachineOptions options, string name) =>
        Text(options, name) is { } text
        && BootAmount.TryRead(text, out BootAmount amount) ? amount : null;

    private static string? Text(MachineOptions options, string name) =>
        BootSettings.ValueOf(name, options.Given, options.Settings);

    private static int Number(MachineOptions options, string name, int fallback)
    {
        if (Text(options, name) is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new InputException(
                $"the setting {name}={text} is not a whole number; correct it in the recording.");
    }
}
