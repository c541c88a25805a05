using System.Globalization;
using System.Text;
using CsCheck;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class DigitsTests
{
    [Fact]
    public void Every_number_reads_as_it_is_written() => Gen.Select(Gen.ULong, Gen.Int[0, 63])
        .Sample((number, shift) =>
        {
            number >>= shift;
            byte[] text = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
            return Digits.TryRead(text, out ulong read) && read == number;
        });

    [Fact]
    public void A_text_with_any_other_character_is_no_number() => Gen.Select(
        Gen.Int[1, 20], Gen.Byte, Gen.Int[0, 19]).Sample((length, other, at) =>
        {
            byte[] text = Encoding.ASCII.GetBytes("12345678901234567890"[..length]);
            text[at % length] = other;
            return Digits.TryRead(text, out _) == (other is >= (byte)'0' and <= (byte)'9');
        });

    [Theory]
    [InlineData("")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("18446744073709551616")]
    [InlineData("00000000000000000000000000000000001x")]
    public void What_is_no_number_or_does_not_fit_is_refused(string text) =>
        Assert.False(Digits.TryRead(Encoding.ASCII.GetBytes(text), out _));
}
