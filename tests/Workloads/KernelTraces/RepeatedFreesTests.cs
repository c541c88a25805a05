using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads.KernelTraces;

public sealed class RepeatedFreesTests
{
    private readonly RepeatedFrees repeated = new();

    [Fact]
    public void A_second_free_of_a_task_repeats_the_first_and_a_third_does_not() => Assert.Equal(
        [false, true, false], new[] { Free(5), Free(5), Free(5) }.Select(f => repeated.Has(f)));

    [Fact]
    public void Frees_of_other_pages_or_by_other_tasks_repeat_nothing() => Assert.Equal(
        [false, false, false], new[] { Free(5), Free(5 + 1024), Free(5, pid: 8) }
            .Select(f => repeated.Has(f)));

    [Fact]
    public void A_page_that_was_allocated_meanwhile_is_freed_anew()
    {
        Assert.False(repeated.Has(Free(5)));
        repeated.Allocated(new FtraceRecord { Kind = FtraceKind.Alloc, Pfn = 4, Order = 1 });
        Assert.False(repeated.Has(Free(5)));
    }

    [Fact]
    public void Kernels_since_3_3_write_no_free_twice()
    {
        FtraceRecord free = new() { Kind = FtraceKind.Free, Pfn = 5, Pid = 7 };
        Assert.False(repeated.Has(free));
        Assert.False(repeated.Has(free));
    }

    private static FtraceRecord Free(uint pfn, int pid = 7) =>
        new() { Kind = FtraceKind.Free, Pfn = pfn, Pid = pid, MayRepeat = true };
}
