using System.Text.RegularExpressions;

namespace FragSim.Tests.Tidy;

/// <summary>
/// Finds functions by their layout, which the formatter keeps: an opening brace alone on its line,
/// under a line that ends a parameter list, down to the closing brace at the same column.
/// </summary>
internal static partial class FunctionLength
{
    public static IEnumerable<(int Start, int Lines)> Of(string[] lines)
    {
        for (int open = 1; open < lines.Length; open++)
        {
            if (lines[open].Trim() != "{" || !IsSignature(lines[open - 1]))
                continue;
            string closing = lines[open].Replace('{', '}');
            int close = Array.FindIndex(lines, open, line =>
                line.StartsWith(closing, StringComparison.Ordinal));
            if (close > open)
                yield return (open, close - open + 2);
        }
    }

    private static bool IsSignature(string line) =>
        line.TrimEnd().EndsWith(')') && !NotAFunction().IsMatch(line);

    [GeneratedRegex(@"^\s*(if|else|for|foreach|while|switch|using|lock|catch|fixed)\b"
        + @"|\b(class|struct|record|interface)\b")]
    private static partial Regex NotAFunction();
}
