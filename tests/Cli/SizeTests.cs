using CsCheck;
using Xunit;
using Size = FragSim.Cli.Runs.Size;

namespace FragSim.Tests.Cli;

public sealed class SizeTests
{
    [Theory]
    [InlineData("4KiB", 4096)]
    [InlineData("2MiB", 2 << 20)]
    [InlineData("512mib", 512L << 20)]
    [InlineData("1.5GiB", 1536L << 20)]
    [InlineData("1 GiB", 1L << 30)]
    [InlineData("2TiB", 2L << 40)]
    public void A_number_and_a_unit_make_a_size(string text, long bytes)
    {
        Assert.True(Size.TryParse(text, out Size size, out _));
        Assert.Equal((ulong)bytes, size.Bytes);
    }

    [Theory]
    [InlineData("", "is not a size")]
    [InlineData("GiB", "is not a size")]
    [InlineData("-1GiB", "is not a size")]
    [InlineData("1..5GiB", "is not a size")]
    [InlineData("64", "write 64MiB or 64GiB")]
    [InlineData("4GB", "write 4GiB")]
    [InlineData("4g", "write 4GiB")]
    [InlineData("25%", "partition:25%")]
    [InlineData("4PiB", "the units are")]
    [InlineData("0GiB", "4 KiB pages")]
    [InlineData("5.5KiB", "4 KiB pages")]
    [InlineData("99999999999TiB", "more than a machine can have")]
    [InlineData("99999999999999999999999999999999999GiB", "is not a size")]
    public void A_wrong_size_is_answered_with_a_right_one(string text, string remedy)
    {
        Assert.False(Size.TryParse(text, out _, out string error));
        Assert.Contains(remedy, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_reads_back_as_it_was_printed() =>
        Gen.ULong[1, 1UL << 40].Sample(pages =>
        {
            Size size = new(pages * 4096);
            return Size.TryParse(size.ToString(), out Size again, out _) && again == size;
        });
}
