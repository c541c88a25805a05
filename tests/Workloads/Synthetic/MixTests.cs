using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class MixTests
{
    private static readonly WorkloadSetup Setup = new(64UL << 20, 9, 1);

    [Fact]
    public void A_weight_is_a_share_of_memory()
    {
        // Holes are punched into 85 % of each part's memory before anything else is asked for.
        FakeMachine machine = Finish("mix:thpscale=3");
        FakeMachine third = Finish("mix:thpscale=1,files=2");
        int whole = machine.Events.Count(e => e.Op == EventOp.Request);
        int share = third.Events.Count(e => e.Op == EventOp.Request && e.Id % 2 == 0);
        Assert.InRange((double)share / whole, 0.2, 0.45);
    }

    [Theory]
    [InlineData("mix:files:written=20+thpscale=1")]
    [InlineData("mix:thpscale=1,files=1:written=20")]
    public void Each_workload_takes_parameters_of_its_own(string spelling)
    {
        int Allocated(string text) => Finish(text).Events.Count(e => e.Op == EventOp.Alloc);
        Assert.True(Allocated(spelling) < Allocated("mix:files+thpscale"));
    }

    [Fact]
    public void Time_never_goes_back_far_though_one_sleeps_while_others_work()
    {
        long before = 0;
        foreach (PageEvent e in Finish("mix:desktop=1,guests=1").Events.Where(e => e.TimeNs > 0))
        {
            Assert.True(e.TimeNs > before - 1_000_000_000);
            before = Math.Max(before, e.TimeNs);
        }
    }

    [Fact]
    public void Phases_are_those_of_the_first_and_marks_those_of_all()
    {
        RunResult result = WorkloadSuiteTests.Run("mix:thpscale=1,files=1", "none", 1);
        Assert.All(result.Samples.Where(s => s.Phase.Length > 0), s =>
            Assert.StartsWith("thpscale-", s.Phase, StringComparison.Ordinal));
        using IWorkload load = WorkloadCatalog.Create("mix:thpscale=1,files=1", Setup);
        while (load.Step(new FakeMachine()))
        {
        }
        Assert.Contains("files-written", load.Names);
    }

    [Theory]
    [InlineData("mix", "needs workloads")]
    [InlineData("mix:files=1+files=2", "files twice")]
    [InlineData("mix:files:trees=1+thpscale", "files has no parameter 'trees'")]
    [InlineData("mix:files=1:threads=0+thpscale", "files:threads=0")]
    [InlineData("mix:kernbuild=0", "1 to 1000")]
    [InlineData("mix:nothing=1", "no workload 'nothing'")]
    [InlineData("mix:mix=1", "another mix")]
    public void What_is_wrong_with_a_mix_is_said(string spelling, string said) =>
        Assert.Contains(said, Assert.Throws<UsageException>(
            () => WorkloadCatalog.Create(spelling, Setup)).Message, StringComparison.Ordinal);

    private static FakeMachine Finish(string spelling)
    {
        var machine = new FakeMachine();
        using IWorkload load = WorkloadCatalog.Create(spelling, Setup);
        while (load.Step(machine) && machine.Events.Count < 3_000_000)
        {
        }
        return machine;
    }
}
