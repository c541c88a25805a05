using FragSim.Sim.Base;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class WorkloadCatalogTests
{
    [Fact]
    public async Task A_workload_for_a_large_memory_is_not_made_once_its_command_is_interrupted()
    {
        await AssertInterrupted(() => WorkloadCatalog.Create(
            "highalloc", new WorkloadSetup(1UL << 40, 9, 1)).Dispose());
    }

    [Fact]
    public async Task Nothing_of_which_there_are_as_many_as_memory_holds_is_made_then()
    {
        await AssertInterrupted(() => FileSizes.Many(1, 1, new Rng(1)));
        await AssertInterrupted(() => _ = new FileSet(new Pages(new IdPool(0)), [1], 0));
        await AssertInterrupted(() => _ = new Zipf(1));
    }

    [Fact]
    public async Task An_interruption_in_the_middle_ends_the_drawing_of_files()
    {
        using CancellationTokenSource cancel = new();
        int drawn = 0;
        int Draw()
        {
            if (++drawn == 1_000)
                cancel.Cancel();
            return 1;
        }
        await AssertInterrupted(() => FileSizes.Drawn(int.MaxValue, Draw), cancel);
        Assert.InRange(drawn, 1_000, 100_000);
    }

    private static async Task AssertInterrupted(Action make)
    {
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();
        await AssertInterrupted(make, cancel);
    }

    private static Task<OperationCanceledException> AssertInterrupted(
        Action make, CancellationTokenSource cancel) =>
        Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() =>
        {
            InputCancellation.Token = cancel.Token;
            make();
        }, CancellationToken.None));
}
