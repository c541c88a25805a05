using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class PunchTests
{
    [Fact]
    public void Of_every_block_a_quarter_is_left_which_can_move()
    {
        Punched punched = new();
        WorkloadSuiteTests.Run("punch", "linux", 1, 256, punched);
        Assert.Equal(0, punched.UnmovablePages);
        // 95 % of memory is filled.
        Assert.InRange(punched.QuarterBlocks / (double)punched.Blocks, 0.9, 0.96);
        Assert.Equal(0, punched.OtherBlocks);
    }

    /// <summary>Published: 98 % of what is free, on a machine 3000 times as large, whose reserves
    /// are a smaller part of it.</summary>
    [Theory]
    [InlineData("linux:proactiveness=0")]
    [InlineData("linux:proactiveness=20")]
    public void Nearly_all_that_is_free_comes_as_huge_pages(string strategy)
    {
        Punched punched = new();
        RunResult result = WorkloadSuiteTests.Run("punch", strategy, 1, 256, punched);
        long granted = result.Requests.Count(r => r.Granted) * (long)Order.Pages(Order.Huge);
        Assert.InRange((double)granted / punched.FreePages, 0.85, 1);
    }

    /// <summary>Published: 21,229 µs at the median when memory is compacted on request, 4 µs when
    /// that was done before.</summary>
    [Fact]
    public void What_was_compacted_before_costs_the_caller_microseconds()
    {
        long Median(string workload)
        {
            long[] stalls = [.. WorkloadSuiteTests.Run(workload, "linux", 1, 512).Requests
                .Where(r => r.Granted).Select(r => r.Stall.TotalNs).Order()];
            return stalls[stalls.Length / 2];
        }

        long before = Median("punch:compact=yes");
        Assert.InRange(before, 0, 10_000);
        Assert.True(Median("punch") >= 50 * before);
    }

    private sealed class Punched : ISnapshotSink
    {
        public int Blocks { get; private set; }

        public int QuarterBlocks { get; private set; }

        public int OtherBlocks { get; private set; }

        public long UnmovablePages { get; private set; }

        public long FreePages { get; private set; }

        public void Take(string mark, Machine machine)
        {
            if (mark != "punched")
                return;
            FreePages = machine.FreePages;
            for (uint at = 0; at < machine.Frames.Count; at += Order.Pages(Order.Huge))
                Survey(machine, at);
        }

        private void Survey(Machine machine, uint first)
        {
            int used = 0;
            for (uint pfn = first; pfn < first + Order.Pages(Order.Huge); pfn++)
            {
                if (!FrameState.IsAllocated(machine.Frames.State[pfn]))
                    continue;
                used++;
                UnmovablePages += machine.Frames.Mobility(pfn) == MigrateType.Movable ? 0 : 1;
            }
            Blocks++;
            QuarterBlocks += used == 128 ? 1 : 0;
            OtherBlocks += used is 0 or 128 ? 0 : 1;
        }
    }
}
