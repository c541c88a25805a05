using System.Globalization;
using System.Text;

namespace FragSim.Workloads.Text;

/// <summary>Text of a file as a message shows it: short, and without what a terminal would obey.
/// </summary>
internal static class Shown
{
    private const int Most = 40;

    /// <summary>The first 40 characters; those that are not printed as <c>\u001b</c>.</summary>
    public static string Of(ReadOnlySpan<byte> text) =>
        Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * Most)]));

    public static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Most)))
        {
            if (IsPrinted(c))
                shown.Append(c);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return shown.ToString();
    }

    private static bool IsPrinted(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
