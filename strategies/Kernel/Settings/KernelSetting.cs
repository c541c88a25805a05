using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Strategies.Shared;

namespace FragSim.Strategies.Kernel.Settings;

/// <summary>One setting of the kernel.</summary>
/// <param name="Entry">What is told of it.</param>
/// <param name="Values">What it may be, in words.</param>
/// <param name="Accepts">Whether it may be this.</param>
internal sealed record KernelSetting(CatalogEntry Entry, string Values, Func<string, bool> Accepts)
{
    public static KernelSetting Number(
        string name, int min, int max, string fallback, string meaning, string source) =>
        Of(name, string.Create(CultureInfo.InvariantCulture, $"a whole number, {min} to {max}"),
            fallback, meaning, source,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture,
                out int number) && number >= min && number <= max);

    public static KernelSetting Word(
        string name, string[] words, string fallback, string meaning, string source) =>
        Of(name, string.Join(", ", words[..^1]) + " or " + words[^1], fallback, meaning, source,
            words.Contains);

    public static KernelSetting Amount(string name, string meaning, string source) =>
        Of(name, "an amount such as 512MiB, or a share such as 25%", "none", meaning, source,
            text => BootAmount.TryRead(text, out _));

    private static KernelSetting Of(string name, string values, string fallback, string meaning,
        string source, Func<string, bool> accepts) => new(
            new CatalogEntry(name, $"{meaning}: {values} [{fallback}].", source), values, accepts);
}
