using FragSim.Cli.Runs;
using FragSim.Sim.Results;
using FragSim.Tests.Plots;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class SuppliersTests
{
    private static readonly IReadOnlyList<RunResult> Runs = SampleResults.Of(2, 1);

    [Fact]
    public void A_cancelled_chart_is_not_drawn_in_its_second_format()
    {
        using CancellationTokenSource source = new();
        using var files = Suppliers.RenderChart("work", Runs, source.Token).GetEnumerator();
        Assert.True(files.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => files.MoveNext());
    }

    [Fact]
    public void A_cancelled_page_is_not_written() =>
        Assert.Throws<OperationCanceledException>(
            () => Suppliers.RenderPage(Runs, new CancellationToken(canceled: true)));
}
