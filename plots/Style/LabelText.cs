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

    public static SKFont Font(float size, bool bold = false) =>
        new(bold ? EmbeddedFont.SemiBold : EmbeddedFont.Regular, size)
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };

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
