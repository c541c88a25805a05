using System.Globalization;
using System.Reflection;
using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Docs;

public sealed class ModelTests
{
    /// <summary>Every price of the model, as docs/model.md has to print it.</summary>
    public static TheoryData<string, long> Prices { get; } = [.. typeof(CostModel)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(p => p.PropertyType == typeof(long))
        .Select(p => new TheoryDataRow<string, long>(p.Name, (long)p.GetValue(new CostModel())!))];

    [Theory]
    [MemberData(nameof(Prices))]
    public void The_table_of_prices_has_the_defaults(string price, long ns) =>
        Assert.Contains(
            $"| `{price}` | {ns.ToString("N0", CultureInfo.InvariantCulture)} |",
            MarkdownFile.Read("docs/model.md").Text, StringComparison.Ordinal);
}
