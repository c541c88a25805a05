using FragSim.Plots.Style;
using Xunit;

namespace FragSim.Tests.Plots;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(4096, "4 KiB")]
    [InlineData(1.5 * (1 << 20), "1.5 MiB")]
    [InlineData(1310.0 * (1 << 20), "1,310 MiB")]
    [InlineData(6688.2 * (1 << 20), "6,688 MiB")]
    public void Memory_is_in_mebibytes_from_one_on(double bytes, string text) =>
        Assert.Equal(text, Quantity.Mebibytes(bytes));

    [Fact]
    public void A_count_has_all_its_digits() => Assert.Equal("1,190", Quantity.Whole(1190));

    [Fact]
    public void Durations_of_one_axis_have_one_unit()
    {
        Func<double, string> text = Quantity.DurationsUpTo(1.5e6);
        Assert.Equal(["0", "0.5 ms", "1 ms", "1.5 ms"],
            new[] { 0, 0.5e6, 1e6, 1.5e6 }.Select(text));
    }
}
