using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("\u001b]0;x\u0007", @"\u001b]0;x\u0007")]
    [InlineData("a\u007f\u0085\u009b", @"a\u007f\u0085\u009b")]
    [InlineData("\u202a\u202e\u2066\u2069", @"\u202a\u202e\u2066\u2069")]
    [InlineData("a\u200bb\u200f\ufeff\u00ad", @"a\u200bb\u200f\ufeff\u00ad")]
    [InlineData("\u2028\u2029\r\0", @"\u2028\u2029\u000d\u0000")]
    [InlineData("\U000e0041", @"\U000e0041")]
    public void What_does_not_print_is_written_as_its_number(string text, string shown) =>
        Assert.Equal(shown, Printable.Text(text));

    [Fact]
    public void Half_a_pair_is_written_as_its_number() =>
        Assert.Equal(@"a\ud800x", Printable.Text($"a{(char)0xd800}x"));

    [Theory]
    [InlineData("µs ± 5 … 名前 é 𝔘")]
    [InlineData("a\tb\n")]
    public void Letters_of_every_script_and_line_breaks_stay(string text) =>
        Assert.Equal(text, Printable.Text(text));

    [Fact]
    public void A_line_has_no_line_break() =>
        Assert.Equal(@"a\u000ab\u0009", Printable.Line("a\nb\t"));

    [Fact]
    public void A_long_message_keeps_its_beginning_and_its_end()
    {
        string message = Printable.Message("a.csv:1: " + new string('x', 60_000) + "; mend it");
        Assert.Equal(Printable.MostInMessage, message.Length);
        Assert.StartsWith("a.csv:1: xx", message, StringComparison.Ordinal);
        Assert.EndsWith("x; mend it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_pair_is_cut_in_two()
    {
        string letters = string.Concat(Enumerable.Repeat("𝔘", 100));
        for (int most = 10; most < 20; most++)
        {
            string elided = Printable.Elided(letters, most);
            Assert.Equal(elided, Printable.Text(elided));
            Assert.InRange(elided.Length, most - 2, most);
        }
    }

    [Fact]
    public void Messages_of_bad_input_are_of_one_line_and_short()
    {
        InputException error = InputException.At(
            new string('p', 500) + "\u001b[2J", 7, new string('m', 500) + "\n; mend it");
        Assert.Equal(Printable.MostInMessage, error.Message.Length);
        Assert.Contains(@"…", error.Message, StringComparison.Ordinal);
        Assert.Contains(@"\u001b[2J:7: mm", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(@"m\u000a; mend it", error.Message, StringComparison.Ordinal);
    }
}
