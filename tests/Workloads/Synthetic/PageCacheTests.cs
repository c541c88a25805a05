using FragSim.Sim.Events;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class PageCacheTests
{
    private static readonly Lazy<RunResult> OneFile = new(() =>
        WorkloadSuiteTests.Run("pagecache:operations=20", "linux", 1, 256));

    [Fact]
    public void Sixteen_CPUs_do_three_times_as_much_with_a_lock_in_each_node() =>
        Assert.True(Part("concurrent", 16).OperationsPerSecond
            >= 3 * Part("tree", 16).OperationsPerSecond);

    [Fact]
    public void One_CPU_does_as_much_with_either() => Assert.InRange(
        Part("concurrent", 1).OperationsPerSecond / Part("tree", 1).OperationsPerSecond,
        0.97, 1.03);

    [Fact]
    public void One_CPU_does_as_much_with_either_where_files_are_missed()
    {
        RunResult many = WorkloadSuiteTests.Run(
            "pagecache:files=many,operations=5,cpus=2", "linux", 1, 64);
        double[] alone = [.. many.Contention.Where(part => part.Cpus == 1)
            .Select(part => part.OperationsPerSecond)];
        Assert.Equal(2, alone.Length);
        Assert.InRange(alone[1] / alone[0], 0.97, 1.03);
    }

    [Fact]
    public void The_difference_is_what_CPUs_wait_for_the_lock()
    {
        Contention tree = Part("tree", 16), concurrent = Part("concurrent", 16);
        Assert.True(tree.LockWaitPerOperationNs > 100 * concurrent.LockWaitPerOperationNs);
        // Waiting explains all of it: without, each CPU would be as fast as it is alone.
        double busyNs = (16.0 * tree.ElapsedNs - tree.LockWaitNs) / tree.Operations;
        double aloneNs = (double)Part("tree", 1).ElapsedNs / Part("tree", 1).Operations;
        Assert.InRange(busyNs / aloneNs, 0.9, 1.6);
    }

    [Fact]
    public void Alone_nobody_waits()
    {
        Assert.Equal(0, Part("tree", 1).LockWaitNs);
        Assert.Equal(0, Part("concurrent", 1).LockWaitNs);
    }

    [Fact]
    public void Each_part_does_what_it_was_asked_to_do() =>
        Assert.All(OneFile.Value.Contention, part =>
            Assert.InRange(part.Operations, 20_000, 20_000 + (8 * part.Cpus)));

    [Fact]
    public void Files_that_do_not_fit_are_missed_and_read_again()
    {
        RunResult many = WorkloadSuiteTests.Run(
            "pagecache:files=many,operations=20,cpus=4,locking=concurrent", "linux", 1, 64);
        Assert.InRange(many.Summary.CacheHitPct, 20, 99);
        Assert.True(many.Summary.PagesReclaimed > 64 * 256 / 4);
        Assert.All(many.Contention, part => Assert.True(part.OtherWaitNs > 0));
        Assert.Equal(["concurrent"], many.Contention.Select(part => part.Locking).Distinct());
    }

    private static Contention Part(string locking, int cpus) => OneFile.Value.Contention
        .Single(part => part.Locking == locking && part.Cpus == cpus);
}
