using FragSim.Bench.Core;
using Xunit;

namespace FragSim.Tests.Bench;

public sealed class CoreRunTests
{
    [Theory]
    [InlineData("0", "511cd459ac5ed0d8", "100a812d88d9f4ad")]
    [InlineData("9", "6425e4db86738a15", "6f95759e3dd5c83d")]
    [InlineData("mixed", "680fc548459c6627", "cfb3e53d6f7b5a5b")]
    public void Every_block_lies_where_the_reference_program_puts_it(
        string order, string freeCounts, string handles)
    {
        string report = Report(order, mib: 256, churn: 300_000);
        Assert.Contains(
            $"checksum_free_counts={freeCounts} checksum_handles={handles}", report,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("mixed")]
    public void Memory_is_whole_again_when_everything_is_freed(string order) => Assert.Contains(
        "after draining all: free counts: 0 0 0 0 0 0 0 0 0 0 4",
        Report(order, mib: 16, churn: 20_000), StringComparison.Ordinal);

    private static string Report(string order, uint mib, ulong churn)
    {
        var options = new CoreOptions
        {
            Frames = mib << 8,
            Order = order == "mixed" ? CoreOptions.Mixed : order[0] - '0',
            Churn = churn,
            Repetitions = 1,
        };
        using var output = new StringWriter();
        CoreBench.Run(options, output);
        return output.ToString();
    }
}
