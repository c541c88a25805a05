using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Strategies.Kernel.Settings;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class KernelSettingTests
{
    [Theory]
    [InlineData("vm.min_free_kbytes=8192", 2048, 2560, 3072)]
    [InlineData("vm.watermark_scale_factor=1000", 256, 1894, 3532)]
    public void Watermarks_follow_what_is_set(string set, long min, long low, long high)
    {
        Watermarks marks = With(set, "none").Zone.Watermarks;
        Assert.InRange(marks.Min, min - 60, min);
        Assert.InRange(marks.Low - marks.Min, low - min - 60, low - min + 1);
        Assert.InRange(marks.High - marks.Low, high - low - 60, high - low + 1);
    }

    [Fact]
    public void Per_CPU_lists_hold_the_fraction_that_is_set()
    {
        TestMachine bench = With("vm.percpu_pagelist_high_fraction=16", "linux");
        Assert.Equal(bench.Zone.Managed / 16, bench.Zone.Pcp!.High);
    }

    [Fact]
    public void Without_a_boost_factor_mixing_raises_no_watermark()
    {
        foreach ((string set, bool raised) in new[]
            { ("vm.watermark_boost_factor=0", false), ("vm.watermark_boost_factor=15000", true) })
        {
            TestMachine bench = With(set, "linux");
            bench.Fill(1, MigrateType.Movable);
            bench.Free(7);
            bench.Machine.Allocator.DrainPcp();
            Assert.True(bench.Unmovable(900_000));
            Assert.Equal(raised, bench.Zone.Watermarks.Boost > 0);
        }
    }

    [Theory]
    [InlineData("never", false)]
    [InlineData("defer", false)]
    [InlineData("madvise", true)]
    [InlineData("always", true)]
    public void A_fault_compacts_for_itself_only_where_it_may(string mode, bool stalls)
    {
        TestMachine bench = With("transparent_hugepage.defrag=" + mode, "linux");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id += 2)
            bench.Free(id);
        bench.Request(900_000, effort: Effort.Direct | Effort.Thp);
        Assert.Equal(stalls, bench.Count(VmCounter.CompactStall) > 0);
    }

    [Fact]
    public void Memory_is_divided_at_boot_as_the_command_line_says()
    {
        Assert.Equal(32u, With("movablecore=32MiB", "linux").Machine.Zones
            .Single(z => z.Name == "Movable").Span.Spanned >> 8);
        Assert.Equal(8, With("hugepages=8", "linux").Machine.Pool!.Size);
        Assert.True(With("cma=25%", "linux").Zone.FreeCmaPages > 0);
    }

    [Fact]
    public void A_kernel_of_6_18_leaves_what_it_does_not_need_of_a_block_it_steals()
    {
        foreach ((string version, bool leaves) in new[] { ("6.1", false), ("6.18", true) })
        {
            TestMachine bench = With("kernel=" + version, "linux");
            bench.Fill(1);
            uint pfn = bench[4096];
            uint head = Pfn.Head(pfn, 3);
            foreach (uint id in Enumerable.Range(1, 16_000).Select(i => (uint)i)
                .Where(id => bench[id] != Pfn.None && Pfn.Head(bench[id], 3) == head).ToArray())
                bench.Free(id);
            bench.Machine.Allocator.DrainPcp();
            Assert.True(bench.Unmovable(900_000));
            Assert.Equal(leaves, bench.Zone.Free.PagesOf(MigrateType.Movable) > 0);
        }
    }

    [Theory]
    [InlineData("vm.nothing=1", "there is no such setting; there are kernel, vm.compaction")]
    [InlineData("vm.extfrag_threshold=1001", "is a whole number, 0 to 1000")]
    [InlineData("kernelcore=2", "an amount such as 512MiB, or a share such as 25%")]
    [InlineData("kernelcore=100%", "an amount such as 512MiB, or a share such as 25%")]
    [InlineData("transparent_hugepage.defrag=no", "always, defer, defer+madvise, madvise or never")]
    [InlineData("vm.defrag_mode=1", "that is --strategy strict")]
    [InlineData("swap", "write NAME=VALUE")]
    public void A_setting_that_cannot_be_is_refused_with_what_could(string text, string remedy)
    {
        UsageException error =
            Assert.Throws<UsageException>(() => KernelSettingCatalog.Read(text));
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    private static TestMachine With(string set, string strategy) => new(strategy, set: set);
}
