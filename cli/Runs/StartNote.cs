using FragSim.Strategies.Kernel.Settings;

namespace FragSim.Cli.Runs;

/// <summary>What to tell of a start that cannot be as it was recorded.</summary>
internal static class StartNote
{
    /// <param name="given">Settings that the user gave.</param>
    /// <param name="recorded">Those of the recorded kernel.</param>
    /// <returns>Null where linux begins in the recorded start.</returns>
    public static string? Of(IReadOnlyDictionary<string, string> given,
        IReadOnlyDictionary<string, string> recorded)
    {
        string[] changed = [.. BootSettings.Changed(given, recorded)];
        return changed.Length == 0 ? null
            : $"The recorded kernel did not boot with {string.Join(", ", changed)}: linux places "
                + "the pages of its start anew.";
    }
}
