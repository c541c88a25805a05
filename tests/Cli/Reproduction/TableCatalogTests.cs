using FragSim.Sim.Base;
using FragSim.Strategies;
using FragSim.Validation.Reproduction;
using FragSim.Validation.Reproduction.Tables;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Cli.Reproduction;

public sealed class TableCatalogTests
{
    public static TheoryData<string> Names => [.. TableCatalog.All.Select(t => t.Name)];

    /// <summary>The numbers of the declared criteria; those that must be met come first.</summary>
    [Theory]
    [InlineData("T1", 8, 3)]
    [InlineData("T3", 5, 3)]
    [InlineData("T5", 6, 2)]
    [InlineData("T6", 5, 2)]
    [InlineData("T7", 5, 2)]
    [InlineData("T8", 5, 1)]
    public void Every_declared_criterion_is_judged(string name, int declared, int musts)
    {
        IReadOnlyList<Criterion> criteria = Table(name).Criteria;

        Assert.Equal(Enumerable.Range(1, declared), Numbers(criteria));
        Assert.Equal(Enumerable.Range(1, musts), Numbers(criteria.Where(c => c.Must)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_criterion_finds_all_that_it_asks_for(string name)
    {
        PublishedTable table = Table(name);

        Verdict verdict = Verdict.Of(table, new Outcomes(table, 1));

        Assert.Equal(table.Criteria.Count, verdict.Judgements.Count);
        Assert.All(verdict.Judgements, j => Assert.NotEmpty(j.Judgement.Measured));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_has_a_published_value_or_none_for_each_experiment(string name) =>
        Assert.All(Table(name).Parts, part => Assert.All(part.Rows,
            row => Assert.Equal(part.Experiments.Count, row.Published.Count)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Strategies_and_workloads_are_spelled_right(string name) =>
        Assert.All(Table(name).Parts.SelectMany(p => p.Experiments), e =>
        {
            StrategyCatalog.Create(e.Strategy);
            using var workload = WorkloadCatalog.Create(
                e.Workload, new WorkloadSetup(64UL << 20, Order.Huge, 1));
        });

    [Fact]
    public void An_unknown_table_is_answered_with_those_there_are() => Assert.Contains(
        "choose from T1, T3, T5",
        Assert.Throws<UsageException>(() => TableCatalog.Find("T2")).Message,
        StringComparison.Ordinal);

    private static PublishedTable Table(string name) => Assert.Single(TableCatalog.Find(name));

    private static IEnumerable<int> Numbers(IEnumerable<Criterion> criteria) =>
        criteria.Select(c => int.Parse(c.Number.TrimEnd('a', 'b', 'c'))).Distinct();
}
