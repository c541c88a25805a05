using FragSim.Plots.Style;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class LabelTextTests
{
    private const string Sentence =
        "Share of free memory in blocks too small for a huge page, over time, by strategy";

    [Theory]
    [InlineData(90)]
    [InlineData(160)]
    [InlineData(240)]
    [InlineData(4000)]
    public void A_sentence_is_never_cut_within_a_word(float width)
    {
        using var font = LabelText.Font(16, bold: true);
        string[] words = Sentence.Split(' ');
        IReadOnlyList<string> lines = LabelText.Wrap(Sentence, font, width, 2);
        Assert.InRange(lines.Count, 1, 2);
        Assert.All(lines, line => Assert.True(font.MeasureText(line) <= width, line));
        string[] shown = [.. string.Join(' ', lines).Split(' ').Where(word => word != "…")];
        Assert.Equal(words[..shown.Length], shown);
    }

    [Fact]
    public void What_has_no_room_ends_with_a_sign_that_more_was_there()
    {
        using var font = LabelText.Font(16);
        Assert.EndsWith(" …", LabelText.Wrap(Sentence, font, 160, 2)[^1],
            StringComparison.Ordinal);
        Assert.DoesNotContain("…", LabelText.Wrap(Sentence, font, 4000, 2)[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_word_wider_than_the_line_is_cut()
    {
        using var font = LabelText.Font(12);
        string line = LabelText.Wrap(new string('W', 90), font, 100, 1)[0];
        Assert.Contains("W…W", line, StringComparison.Ordinal);
    }
}
