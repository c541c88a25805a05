using System.Buffers;
using System.Globalization;
using System.Text;

namespace FragSim.Sim.Base;

/// <summary>Text from outside, such as a name out of a file, as a terminal may show it: what would
/// move the cursor, change colours or reorder letters is written as its number, <c>\u001b</c>.
/// </summary>
/// <remarks>Escaped are the Unicode categories Cc (C0, DEL and C1), Cf (marks of direction, U+202A
/// to U+202E and U+2066 to U+2069, and characters without width), Zl, Zp and halves of pairs.
/// </remarks>
public static class Printable
{
    /// <summary>Characters of the longest message.</summary>
    public const int MostInMessage = 300;

    /// <summary>Characters of a word out of a file that a message repeats.</summary>
    private const int MostInWord = 40;

    /// <summary>Characters of a path that a message repeats.</summary>
    private const int MostOfPath = 90;

    private const char Ellipsis = '…';

    /// <summary>All of ASCII that needs no look at its category.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x7f - ' ').Select(c => (char)c)]);

    /// <summary>The text with its line breaks and tabs; all else that does not print is escaped.
    /// </summary>
    public static string Text(string text) => Escaped(text, keep: "\n\t");

    /// <summary>The text on one line.</summary>
    public static string Line(string text) => Escaped(text, keep: "");

    /// <summary>The text on one line and no longer than a message may be: the middle goes, since
    /// the place is at the beginning and the remedy at the end.</summary>
    public static string Message(string text) => Elided(Line(text), MostInMessage);

    /// <summary>The beginning of a word out of a file, on one line.</summary>
    public static string Word(string word) =>
        Line(word.Length > MostInWord ? word[..MostInWord] : word);

    /// <summary>The beginning of a word out of a file, on one line.</summary>
    /// <param name="word">UTF-8; what is none is replaced.</param>
    public static string Word(ReadOnlySpan<byte> word) =>
        Word(Encoding.UTF8.GetString(word[..Math.Min(word.Length, 4 * MostInWord)]));

    /// <summary>The end of a long path, which tells more than its beginning, on one line.</summary>
    public static string Path(string path) =>
        Line(path.Length > MostOfPath ? Ellipsis + path[^MostOfPath..] : path);

    /// <summary>A text of so many characters at most; the middle of a longer one is left out.
    /// </summary>
    public static string Elided(string text, int most)
    {
        if (text.Length <= most)
            return text;
        int head = most / 2, tail = text.Length - (most - head - 1);
        // No pair is cut in two.
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return text[..head] + Ellipsis + text[tail..];
    }

    private static string Escaped(string text, string keep)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        StringBuilder shown = new(text.Length);
        for (int at = 0; at < text.Length;)
        {
            bool whole = Rune.TryGetRuneAt(text, at, out Rune rune);
            int length = whole ? rune.Utf16SequenceLength : 1;
            if (whole && (keep.Contains(text[at]) || IsShown(rune)))
                shown.Append(text, at, length);
            else
                Append(shown, whole ? rune.Value : text[at]);
            at += length;
        }
        return shown.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);

    private static void Append(StringBuilder shown, int character) => shown.Append(
        CultureInfo.InvariantCulture,
        $"{(character > char.MaxValue ? $@"\U{character:x8}" : $@"\u{character:x4}")}");
}
