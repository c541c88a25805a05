using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class NearWordTests
{
    private static readonly string[] Words = ["none", "grouping", "compaction"];

    [Theory]
    [InlineData("groupping", "; did you mean grouping?")]
    [InlineData("compction", "; did you mean compaction?")]
    [InlineData("nine", "; did you mean none?")]
    [InlineData("partition", "")]
    [InlineData("", "")]
    public void A_word_with_up_to_two_wrong_letters_is_near(string text, string hint) =>
        Assert.Equal(hint, NearWord.Hint(text, Words));

    [Fact]
    public void Without_words_none_is_near() => Assert.Equal("", NearWord.Hint("a", []));
}
