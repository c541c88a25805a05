namespace FragSim.Cli.Results;

/// <summary>Parts of sentences.</summary>
internal static class Words
{
    /// <summary>a, b and c.</summary>
    public static string Listed(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length < 2
            ? string.Concat(all)
            : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
