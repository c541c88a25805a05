using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class PrintableWordTests
{
    [Theory]
    [InlineData("alloc", "alloc")]
    [InlineData("µs 日本", "µs 日本")]
    [InlineData("\u001b[31m\r\0", "\\u001b[31m\\u000d\\u0000")]
    [InlineData("a\u202eb\u200b", "a\\u202eb\\u200b")]
    public void What_a_terminal_would_obey_is_shown_by_its_number(string text, string shown) =>
        Assert.Equal(shown, Printable.Word(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal(new string('x', 40),
        Printable.Word(System.Text.Encoding.UTF8.GetBytes(new string('x', 5000))));
}
