using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Every legal machine is built, or refused with what to choose instead.</summary>
public sealed class MachineLimitsTests
{
    private static readonly ZoneSpan Largest =
        new("Normal", 0, (uint)(SimulationOptions.MaxMemoryBytes >> 12));

    public static TheoryData<string, string[]> SmallKernels => new()
    {
        { "partition:movable=80%", [] },
        { "partition:movable=90%", [] },
        { "partition:movable=90%,cma=90%", [] },
        { "linux", ["movablecore=90%"] },
        { "linux", ["kernelcore=1MiB"] },
        { "linux", ["kernelcore=1MiB", "cma=90%"] },
    };

    [Theory]
    [MemberData(nameof(SmallKernels))]
    public void The_kernel_keeps_memory_however_much_is_set_aside(string strategy, string[] set)
    {
        var bench = new TestMachine(strategy, 16, set: set);
        Assert.Equal("Normal", bench.Zone.Name);
        Assert.True(bench.Unmovable(1));
        bench.Machine.Validate();
    }

    [Fact]
    public void Huge_pages_larger_than_memory_are_refused() => Assert.Equal(
        "huge pages of 1024 MiB are larger than the memory of 16 MiB; choose smaller ones or more "
        + "memory.",
        Assert.Throws<UsageException>(() => new TestMachine("none", 16, Order.Gigantic)).Message);

    [Theory]
    [InlineData(Order.Huge, 16L << 30, "to simulate 8191 GiB takes 30 GiB of this computer's "
        + "memory, and 16 GiB are available; choose less memory.")]
    [InlineData(3, 16L << 30, "to simulate 8191 GiB takes 69 GiB of this computer's memory, and "
        + "16 GiB are available; choose less memory, or larger huge pages and pageblocks.")]
    [InlineData(1, 1L << 50, "8191 GiB are too many blocks of 8 KiB; choose less memory, or "
        + "larger huge pages and pageblocks.")]
    public void A_machine_that_this_computer_cannot_hold_is_refused(
        int hugeOrder, long available, string message) => Assert.Equal(message,
        MachineLimits.Excess([Largest], new MachineOptions(), hugeOrder, available));

    [Fact]
    public void The_largest_machine_is_built_where_there_is_room_for_it() =>
        Assert.Null(MachineLimits.Excess([Largest], new MachineOptions(), Order.Huge, 64L << 30));

    [Theory]
    [InlineData("highalloc", 8191UL << 30)]
    [InlineData("highalloc:files=1000", 1UL << 40)]
    [InlineData("quietcache:files=1048576,walked=1000", 1UL << 30)]
    public void A_workload_with_more_than_it_can_name_is_refused(string workload, ulong bytes) =>
        Assert.Contains("choose", Assert.Throws<UsageException>(() => WorkloadCatalog.Create(
            workload, new WorkloadSetup(bytes, Order.Huge, 1))).Message, StringComparison.Ordinal);
}
