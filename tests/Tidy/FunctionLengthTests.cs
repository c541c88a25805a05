using Xunit;

namespace FragSim.Tests.Tidy;

public sealed class FunctionLengthTests
{
    [Fact]
    public void A_function_is_measured_from_its_signature_to_its_closing_brace() =>
        Assert.Equal(
            [(2, 6)],
            FunctionLength.Of(
            [
                "{",
                "    int Sum(int a, int b)",
                "    {",
                "        if (a > b)",
                "        {",
                "        }",
                "    }",
                "}",
            ]).ToArray());
}
