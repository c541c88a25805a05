using System.Globalization;
using System.Text;
using FragSim.Plots.Fonts;
using SkiaSharp;

namespace FragSim.Plots.Style;

/// <summary>Names come from users and files; this makes them safe to draw.</summary>
internal static class LabelText
{
    private const int MaxRunes = 200;
    private const char Ellipsis = '…';

    /// <summary>On one line, of bounded length, and without any character the font cannot draw.
    /// </summary>
    public static string Clean(string name)
    {
        var text = new StringBuilder();
        var runes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (++runes > MaxRunes) return text.Append(Ellipsis).ToString();
            text.Append(Drawable(rune));
        }
        return text.ToString().Trim() is { Length: > 0 } clean ? clean : "(unnamed)";
    }

    /// <summary>The text, with its middle left out where it is wider than allowed: both ends of a
    /// strategy's spelling tell it from others.</summary>
    public static string Fit(string text, SKFont font, float maxWidth)
    {
        if (font.MeasureText(text) <= maxWidth) return text;
        var elements = StringInfo.ParseCombiningCharacters(text);
        var (low, high) = (0, elements.Length - 1);
        while (low < high)
        {
            var keep = (low + high + 1) / 2;
            if (font.MeasureText(Shorten(text, elements, keep)) <= maxWidth) low = keep;
            else high = keep - 1;
        }
        return Shorten(text, elements, low);
    }

    /// <summary>A sentence in lines that end at a word; what the last line has no room for is left
    /// out. Only a word wider than a line is cut.</summary>
    public static IReadOnlyList<string> Wrap(
        string sentence, SKFont font, float maxWidth, int mostLines)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in sentence.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            var last = lines.Count == mostLines - 1;
            if (line.Length == 0 || font.MeasureText(longer) <= maxWidth)
            {
                line = longer;
                continue;
            }
            lines.Add(last ? Ended(line, font, maxWidth) : Whole(line, font, maxWidth));
            if (last) return lines;
            line = word;
        }
        lines.Add(Whole(line, font, maxWidth));
        return lines;
    }

    public static SKFont Font(float size, bool bold = false) =>
        new(bold ? EmbeddedFont.SemiBold : EmbeddedFont.Regular, size)
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };

    private static string Whole(string line, SKFont font, float maxWidth) =>
        Fit(line.Trim(' ', '·'), font, maxWidth);

    /// <summary>The words of a line that leave room for the sign that more was there.</summary>
    private static string Ended(string line, SKFont font, float maxWidth)
    {
        while (font.MeasureText($"{line} {Ellipsis}") > maxWidth && line.Contains(' '))
            line = line[..line.LastIndexOf(' ')].TrimEnd(' ', '·');
        return Fit($"{line} {Ellipsis}", font, maxWidth);
    }

    private static string Shorten(string text, int[] elements, int keep)
    {
        if (keep <= 0) return Ellipsis.ToString();
        var head = (keep + 1) / 2;
        var tail = keep - head;
        var end = tail == 0 ? "" : text[elements[^tail]..];
        return text[..elements[head]] + Ellipsis + end;
    }

    private static string Drawable(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) return " ";
        return EmbeddedFont.Regular.GetGlyph(rune.Value) == 0 ? "?" : rune.ToString();
    }
}
