namespace FragSim.Strategies.Kernel.Settings;

/// <summary>Settings of the boot command line: they shape memory before anything is in it, so a
/// recorded start holds only for a kernel that booted with the same.</summary>
public static class BootSettings
{
    private static readonly (string Name, string Otherwise)[] All =
    [
        ("kernelcore", ""),
        ("movablecore", ""),
        ("cma", ""),
        ("hugepages", "0"),
        ("page_group_by_mobility_disabled", "0"),
    ];

    /// <summary>What a setting is. A boot command line is given as a whole: where one of its
    /// settings is given, those that are not have the kernel's defaults, whatever the recorded
    /// kernel booted with.</summary>
    /// <returns>Null where it is not set.</returns>
    public static string? ValueOf(string name, IReadOnlyDictionary<string, string> given,
        IReadOnlyDictionary<string, string> all) =>
        (IsOfBoot(name) && AreIn(given) ? given : all).GetValueOrDefault(name);

    /// <summary>What the recorded kernel did not boot with, as <c>NAME=VALUE</c>, or
    /// <c>no NAME</c>.</summary>
    public static IEnumerable<string> Changed(
        IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> recorded)
    {
        if (!AreIn(given))
            yield break;
        foreach ((string name, string otherwise) in All)
        {
            string value = given.GetValueOrDefault(name, otherwise);
            if (value != recorded.GetValueOrDefault(name, otherwise))
                yield return value.Length > 0 ? $"{name}={value}" : $"no {name}";
        }
    }

    private static bool IsOfBoot(string name) => Array.Exists(All, s => s.Name == name);

    private static bool AreIn(IReadOnlyDictionary<string, string> given) =>
        Array.Exists(All, s => given.ContainsKey(s.Name));
}
