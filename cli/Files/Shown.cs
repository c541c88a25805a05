using System.Globalization;
using System.Text;

namespace FragSim.Cli.Files;

/// <summary>Names from outside as a message can carry them: short, and without control characters.
/// </summary>
internal static class Shown
{
    private const int Longest = 90;

    /// <summary>The end of a long path, which tells more than its beginning.</summary>
    public static string Path(string path)
    {
        StringBuilder text = new();
        foreach (char c in path.Length > Longest ? $"…{path[^Longest..]}" : path)
        {
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                text.Append(c);
        }
        return text.ToString();
    }
}
