using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>
/// Settings of the recorded kernel: every one-line file of <c>meta/</c> under its name, and the
/// boot parameters that shape memory. The recorder's own <c>fs.proactive=</c> says what it wrote to
/// <c>vm.compaction_proactiveness</c>.
/// </summary>
internal static class RecordingSettings
{
    private const int MaxLineBytes = 4096;
    private static readonly string[] BootParameters =
        ["hugepages", "hugepagesz", "kernelcore", "movablecore", "transparent_hugepage"];

    public static SortedDictionary<string, string> Read(string folder)
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*.txt")
                .Take(InputLimits.Settings))
                if (OneLine(path) is string line)
                    Add(settings, Path.GetFileNameWithoutExtension(path), line);
        }
        if (settings.TryGetValue("cmdline", out string? cmdline))
            AddBootParameters(settings, cmdline);
        return settings;
    }

    private static void Add(SortedDictionary<string, string> settings, string name, string line)
    {
        // page_group_by_mobility_disabled=0 names itself.
        int equals = line.IndexOf('=');
        if (name == "mobility_grouping" && equals > 0)
            settings[line[..equals]] = line[(equals + 1)..];
        // Files of sysfs print every choice and put the current one in brackets.
        else if (line.IndexOf('[') is int from and >= 0 && line.IndexOf(']') is int to && to > from)
            settings[name] = line[(from + 1)..to];
        else
            settings[name] = line;
    }

    private static void AddBootParameters(
        SortedDictionary<string, string> settings, string cmdline)
    {
        foreach (string word in cmdline.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = word.IndexOf('=');
            if (equals <= 0)
                continue;
            if (BootParameters.Contains(word[..equals]))
                settings[word[..equals]] = word[(equals + 1)..];
            else if (word.StartsWith("fs.proactive=", StringComparison.Ordinal))
                settings["compaction_proactiveness"] = word[(equals + 1)..];
        }
    }

    /// <summary>The text of a file of one line; null for tables.</summary>
    private static string? OneLine(string path)
    {
        if (new FileInfo(path).Length is 0 or > MaxLineBytes)
            return null;
        using LineReader lines = new(path, MaxLineBytes, ahead: false);
        if (!lines.Next(out ReadOnlySpan<byte> line))
            return null;
        string text = System.Text.Encoding.UTF8.GetString(line).Trim();
        return lines.Next(out _) ? null : text;
    }
}
