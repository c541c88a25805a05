using FragSim.Sim.Events;
using FragSim.Sim.Memory;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>Frees of soft interrupts that find the per-CPU lists locked.</summary>
public sealed class PcpLockTests
{
    private const string Interrupt = ".Ns3.";

    private readonly PcpLock pcpLock =
        new([new ZoneSpan("DMA32", 0, 1024), new ZoneSpan("Normal", 1024, 1024)]);

    [Theory]
    [InlineData(".Ns3.", true)]
    [InlineData("d.s4.", true)]
    [InlineData("..s3.", true)]
    [InlineData("..s2.", false)]
    [InlineData("..s..", false)]
    [InlineData("...3.", false)]
    [InlineData("..h3.", false)]
    [InlineData("..H3.", false)]
    [InlineData(".....", false)]
    public void Only_a_soft_interrupt_at_depth_three_may_find_the_lists_locked(
        string flags, bool locked) => Assert.Equal(locked,
            IsInPcpLock($"          worker-7       [000] {flags}     2.0: mm_page_free: x"));

    [Fact]
    public void A_line_of_perf_has_no_flags_and_so_is_in_no_lock() =>
        Assert.False(IsInPcpLock("worker  7 [000]     2.0: kmem:mm_page_free: x"));

    [Theory]
    [InlineData(FtraceKind.ZoneLocked, 3, true)]
    [InlineData(FtraceKind.PcpuDrain, 3, true)]
    [InlineData(FtraceKind.Free, 3, true)]
    [InlineData(FtraceKind.Alloc, 3, false)]
    [InlineData(FtraceKind.ZoneLocked, 1024, false)]
    public void The_lists_are_those_of_the_zone_of_the_page_handled_just_before(
        object kind, uint before, bool held)
    {
        Assert.False(Sees((FtraceKind)kind, before));
        Assert.Equal(held, Sees(FtraceKind.Free, 900, inLock: true));
    }

    [Fact]
    public void The_page_handled_last_counts_and_not_one_before_it()
    {
        Sees(FtraceKind.ZoneLocked, 3);
        Sees(FtraceKind.PcpuDrain, 1500);
        Assert.False(Sees(FtraceKind.Free, 900, inLock: true));
        Assert.True(Sees(FtraceKind.Free, 1600, inLock: true));
    }

    [Fact]
    public void All_that_one_interrupt_frees_finds_the_same_lists_locked()
    {
        Sees(FtraceKind.ZoneLocked, 3);
        Assert.True(Sees(FtraceKind.Free, 900, inLock: true));
        Assert.False(Sees(FtraceKind.Free, 1500, inLock: true));
        Assert.True(Sees(FtraceKind.Free, 901, inLock: true));
    }

    [Fact]
    public void Before_any_page_was_handled_no_lists_are_locked() =>
        Assert.False(Sees(FtraceKind.Free, 900, inLock: true));

    [Fact]
    public void The_free_of_such_an_interrupt_is_marked_and_others_are_not()
    {
        using MiniRecording mini = new MiniRecording()
            .Alloc(16).Alloc(17).Alloc(18).Alloc(19).ZoneLocked(20)
            .Free(16, flags: Interrupt).Free(17, flags: "..s2.").Free(18)
            .Free(19, task: "kswapd0-40", flags: Interrupt);
        Assert.Equal(
            [EventFlags.PastPcp, EventFlags.None, EventFlags.None,
                EventFlags.PastPcp | EventFlags.RecordedReclaim],
            mini.Play().Where(e => e.Op == EventOp.Free).Select(e => e.Flags));
    }

    private bool Sees(FtraceKind kind, uint pfn, bool inLock = false) =>
        pcpLock.IsHeldAt(new FtraceRecord { Kind = kind, Pfn = pfn, InPcpLock = inLock });

    private static bool IsInPcpLock(string line)
    {
        using TempFolder folder = new();
        using LineReader lines = new(folder.File("t", line), 4096, ahead: false);
        Assert.True(lines.Next(out ReadOnlySpan<byte> text));
        return new LineHead(text, lines).IsInPcpLock;
    }
}
