using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class CompileJobTests
{
    private readonly FakeMachine machine = new();
    private readonly Pages pages = new(new IdPool(100));

    public CompileJobTests() => pages.Attach(machine);

    [Theory]
    [InlineData(20_000, 100)]
    [InlineData(400_000, 512)]
    public void What_a_step_renews_grows_with_the_job_up_to_512_pages(int resident, int renewed)
    {
        var shape = new CompileJobShape(resident, 64, 64, 5_000_000_000, 1);
        var files = new FileSet(pages, [.. Enumerable.Repeat(1, 10)], 0);
        var job = new CompileJob(shape, pages, files, new FileRoles(10), 0, new Rng(1));
        // A job has all of its memory after eight compilations of nine steps.
        for (int step = 0; step <= 9 * 8; step++)
            job.Step();
        int before = machine.Count(EventOp.Free);
        job.Step();
        Assert.InRange(machine.Count(EventOp.Free) - before, renewed - 5, renewed);
    }

    [Fact]
    public void Pages_given_back_by_chance_are_each_drawn_from_what_is_left()
    {
        var some = new Mapping(pages);
        some.Map(100);
        while (some.Count < 100)
            some.Grow();
        some.FreeSome(99, new Rng(1));
        Assert.Equal(1, some.Count);
        uint last = some.IdAt(0);
        Assert.Equal([last], machine.Held.Keys);
    }
}
