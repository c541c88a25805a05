namespace FragSim.Strategies;

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

    /// <summary>Those given, as <c>NAME=VALUE</c>, that the recorded kernel did not boot
    /// with.</summary>
    public static IEnumerable<string> Changed(
        IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> recorded)
    {
        foreach ((string name, string otherwise) in All)
        {
            if (given.TryGetValue(name, out string? value)
                && value != recorded.GetValueOrDefault(name, otherwise))
                yield return $"{name}={value}";
        }
    }
}
