using System.Text;

namespace FragSim.Cli.Files;

/// <summary>
/// Folder names for strategies and marks: letters, digits, <c>+</c>, <c>-</c> and <c>.</c> stay,
/// everything else becomes <c>_</c>. Names that would fall together are told apart by <c>~2</c>,
/// <c>~3</c>, … in the order they are asked for.
/// </summary>
internal sealed class FolderNames
{
    private const int LongestName = 120;

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Next(string name)
    {
        string plain = Mangle(name);
        string free = plain;
        for (int n = 2; !taken.Add(free); n++)
            free = $"{plain}~{n}";
        return free;
    }

    private static string Mangle(string name)
    {
        StringBuilder plain = new();
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, LongestName)))
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' ? c : '_');
        // A name of dots alone, or none, would be another folder than its own.
        return plain.ToString().Trim('.').Length == 0
            ? new string('_', Math.Max(1, plain.Length))
            : plain.ToString();
    }
}
