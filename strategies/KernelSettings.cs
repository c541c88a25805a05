using System.Globalization;
using FragSim.Sim;
using FragSim.Sim.Memory;

namespace FragSim.Strategies;

/// <summary>Settings that the <c>linux</c> strategy knows, under their kernel names; a recording
/// brings its own.</summary>
internal sealed record KernelSettings
{
    /// <summary><c>vm.extfrag_threshold</c>, 0 to 1000.</summary>
    public int ExtfragThreshold { get; init; } = 500;

    /// <summary><c>vm.compaction_proactiveness</c>, 0 to 100.</summary>
    public int Proactiveness { get; init; } = 20;

    /// <summary>Grouping by mobility (<c>page_group_by_mobility_disabled=0</c>).</summary>
    public bool Grouping { get; init; } = true;

    /// <exception cref="InputException">A value is not a number.</exception>
    public static KernelSettings From(MachineOptions options) => new()
    {
        ExtfragThreshold = Number(options, "extfrag_threshold", 500),
        Proactiveness = Number(options, "compaction_proactiveness", 20),
        Grouping = Number(options, "page_group_by_mobility_disabled", 0) == 0,
    };

    private static int Number(MachineOptions options, string name, int fallback)
    {
        if (!options.Settings.TryGetValue(name, out string? text))
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new InputException(
                $"the setting {name}={text} is not a whole number; correct it in the recording.");
    }
}
