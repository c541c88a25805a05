using System.Text;
using FragSim.Sim.Base;

namespace FragSim.Traces.Events;

/// <summary>The words of one CSV column, by the number they stand for.</summary>
internal sealed class Spelling
{
    private const int Guesses = 64;
    private const int LongestList = 160;

    private readonly string what;
    private readonly string[] words;
    private readonly byte[][] bytes;
    /// <summary>By length, first and last letter: the word that it is, if it is any.</summary>
    private readonly byte[] guess = new byte[Guesses];

    public Spelling(string what, params string[] words)
    {
        this.what = what;
        this.words = words;
        bytes = [.. words.Select(Encoding.UTF8.GetBytes)];
        for (int i = words.Length - 1; i >= 0; i--)
            guess[GuessOf(bytes[i])] = (byte)i;
    }

    public int Count => words.Length;

    public byte[] this[int value] => bytes[value];

    /// <summary>The number of a word, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
            return -1;
        int guess = this.guess[GuessOf(word)];
        if (word.SequenceEqual(bytes[guess]))
            return guess;
        for (int i = 0; i < bytes.Length; i++)
            if (word.SequenceEqual(bytes[i]))
                return i;
        return -1;
    }

    /// <summary>What to say of a word that is none of them.</summary>
    public string Unknown(ReadOnlySpan<byte> word)
    {
        string text = Encoding.UTF8.GetString(word[..Math.Min(word.Length, 40)]);
        string nearest = words.MinBy(w => Distance(w, text))!;
        string hint = Distance(nearest, text) <= 2 ? $"; did you mean {nearest}?" : "";
        string list = string.Join(", ", words);
        if (list.Length > LongestList)
            list = list[..list.LastIndexOf(',', LongestList)] + " or others of docs/traces.md";
        return $"'{Printable.Word(word)}' is no {what}{hint}; use {list}";
    }

    private static int GuessOf(ReadOnlySpan<byte> word) =>
        (word.Length + (7 * word[0]) + (3 * word[^1])) & (Guesses - 1);

    /// <summary>Letters to insert, delete or change to make one word of the other.</summary>
    private static int Distance(string a, string b) => NearWord.Distance(a, b);
}
