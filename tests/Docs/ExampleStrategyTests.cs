using FragSim.Sim.Boot;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Tests.Tidy;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>The strategy that docs/adding-a-strategy.md shows is <see cref="Persistent"/>.
/// </summary>
public sealed class ExampleStrategyTests
{
    private const ulong Memory = 64UL << 20;

    [Fact]
    public void The_example_is_quoted_word_for_word()
    {
        string source = File.ReadAllText(Repository.PathOf("tests/Docs/Persistent.cs"))
            .Replace("namespace FragSim.Tests.Docs;", "namespace FragSim.Strategies;",
                StringComparison.Ordinal);

        FencedBlock quoted = MarkdownFile.Read("docs/adding-a-strategy.md").Blocks.Single(b =>
            b.Language == "csharp" && b.Text.Contains("class ", StringComparison.Ordinal));

        Assert.Equal(source, quoted.Text);
    }

    [Fact]
    public void The_example_gets_what_a_plain_buddy_gets_and_reclaims_more_for_it()
    {
        RunSummary plain = Run(StrategyCatalog.Create("none"));
        RunSummary persistent = Run(new Persistent());

        Assert.True(persistent.Granted >= plain.Granted,
            $"{persistent.Granted} of {persistent.Attempts}, a plain buddy {plain.Granted}");
        Assert.True(persistent.PagesReclaimed > plain.PagesReclaimed);
    }

    private static RunSummary Run(IStrategy strategy)
    {
        var options = new SimulationOptions { MemoryBytes = Memory, Validate = true };
        using var workload = WorkloadCatalog.Create(
            "highalloc", new WorkloadSetup(Memory, options.HugeOrder, 1));
        return Simulation.Run(
            options, strategy, workload, 1, null, null, TestContext.Current.CancellationToken)
            .Summary;
    }
}
