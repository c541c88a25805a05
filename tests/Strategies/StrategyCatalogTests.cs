using FragSim.Sim.Base;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;
using FragSim.Strategies;
using FragSim.Strategies.Kernel;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

public sealed class StrategyCatalogTests
{
    [Fact]
    public void Every_name_makes_a_strategy_of_that_name() =>
        Assert.All(StrategyCatalog.Entries,
            e => Assert.Equal(e.Name, StrategyCatalog.Create(e.Name).Name));

    [Fact]
    public void Every_entry_says_what_it_is_and_where_it_comes_from() =>
        Assert.All(StrategyCatalog.Entries, e =>
        {
            Assert.EndsWith(".", e.Sentence, StringComparison.Ordinal);
            Assert.NotEmpty(e.Source);
        });

    [Fact]
    public void The_defaults_are_all_there() =>
        Assert.All(StrategyCatalog.Defaults, name => StrategyCatalog.Create(name));

    [Theory]
    [InlineData("nine", "there is no strategy 'nine'")]
    [InlineData("", "there is no strategy ''")]
    [InlineData("none+", "there is no strategy ''")]
    [InlineData("None", "there is no strategy 'None'")]
    [InlineData("none:a=1", "none has no parameter 'a'; it takes none")]
    [InlineData("partition:size=4", "it takes cma, kernelcore, movable, movablecore, pool")]
    [InlineData("partition:pool", "write key=value")]
    [InlineData("partition:=4", "write key=value")]
    [InlineData("partition:pool=1,pool=2", "once")]
    [InlineData("partition:pool=x", "whole number")]
    [InlineData("partition:pool=-1", "whole number")]
    [InlineData("partition:pool=0", "whole number")]
    [InlineData("partition:pool=99999999999", "whole number")]
    [InlineData("partition:pool=95%", "at most 90%")]
    [InlineData("partition:pool=0%", "share of memory")]
    [InlineData("partition:movable=%", "share of memory")]
    [InlineData("partition:movable=NaN", "share of memory")]
    [InlineData("partition:cma=1e999%", "share of memory")]
    [InlineData("partition:kernelcore=512", "amount of memory")]
    [InlineData("grouping:migrate=perhaps", "neither yes nor no")]
    [InlineData("compaction:retry=x", "is not one of hope, reclaimed, no")]
    [InlineData("groupping", "'groupping'; did you mean grouping? Choose from none,")]
    [InlineData("groupping:migrate=no+lumpy", "did you mean grouping?")]
    [InlineData("linux-2.6.25", "did you mean linux-2.6.")]
    public void A_wrong_spelling_is_refused_and_the_message_says_what_is_right(
        string spelling, string says) =>
        Assert.Contains(says,
            Assert.Throws<UsageException>(() => StrategyCatalog.Create(spelling)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("partition:movable=25%", 0.25, 0, 0, 0)]
    [InlineData("partition:movable=0.5;cma=10%", 0.5, 0.1, 0, 0)]
    [InlineData("partition:pool=12", 0, 0, 0, 12)]
    [InlineData("partition:pool=10%,movable=20%", 0.2, 0, 0.1, 0)]
    [InlineData("partition", 0, 0, 0.25, 0)]
    public void Parameters_reach_the_boot_options(
        string spelling, double movable, double cma, double pool, int pages)
    {
        var options = new MachineOptions();
        StrategyCatalog.Create(spelling).Configure(options);
        Assert.Equal((movable, cma, pool, pages), (options.MovableShare, options.CmaShare,
            options.PoolShare, options.PoolPages));
    }

    [Theory]
    [InlineData("partition:kernelcore=512MiB", 512UL << 20, 0UL)]
    [InlineData("partition:movablecore=1.5GiB", 0UL, 1536UL << 20)]
    public void Kernelcore_and_movablecore_are_amounts_of_memory(
        string spelling, ulong kernelcore, ulong movablecore)
    {
        var options = new MachineOptions();
        StrategyCatalog.Create(spelling).Configure(options);
        Assert.Equal((kernelcore, movablecore, 0.0),
            (options.KernelcoreBytes, options.MovableBytes, options.PoolShare));
    }

    [Fact]
    public void A_kernel_of_its_time_keeps_its_name_and_is_a_composition() =>
        Assert.All(KernelPresets.Names, name =>
            Assert.Equal(name, StrategyCatalog.Create(name).Name));

    [Fact]
    public void A_kernel_of_its_time_is_listed_with_what_it_stands_for() =>
        Assert.Contains(StrategyCatalog.Presets, e => e.Name == "linux-2.6.24"
            && e.Sentence.Contains("grouping:migrate=no+lumpy", StringComparison.Ordinal));

    [Fact]
    public void A_composite_is_named_after_its_parts_and_does_what_each_does()
    {
        IStrategy both = StrategyCatalog.Create("partition:movable=25%+grouping");
        Assert.Equal("partition:movable=25%+grouping", both.Name);
        var options = new MachineOptions();
        both.Configure(options);
        Assert.True(options.Grouping);
        Assert.Equal(0.25, options.MovableShare);
        Assert.Equal(ReclaimPolicy.Plain, both.Reclaim);
        Assert.Equal(ReclaimPolicy.InRescue | ReclaimPolicy.KswapdPersists,
            StrategyCatalog.Create("compaction+oldest").Reclaim);
    }

    [Fact]
    public void In_a_composite_the_first_that_can_help_does()
    {
        var bench = new TestMachine("grouping+compaction");
        uint pages = bench.Fill(1);
        for (uint id = 1; id <= pages; id += 2)
            bench.Free(id);
        Assert.True(bench.Request(900_000));
        Assert.Equal(GrantPath.Migrated, bench.LastRequest.Path);
        bench.Machine.Validate();
    }

    [Fact]
    public void Each_call_makes_a_strategy_of_its_own() =>
        Assert.NotSame(StrategyCatalog.Create("linux"), StrategyCatalog.Create("linux"));
}
