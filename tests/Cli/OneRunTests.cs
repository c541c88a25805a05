using System.Text.RegularExpressions;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>What no seed changes is run once.</summary>
public sealed class OneRunTests : IDisposable
{
    private const string Trace = """
        time_ns,op,id,order,mobility
        0,alloc,1,0,unmovable
        4000,request,4,9,

        """;

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--seeds 4")]
    public void A_trace_has_nothing_random_and_runs_once(string seeds)
    {
        FragsimProcess run = Compare(seeds);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("nothing here is random: one run",
            Regex.Replace(run.Output, @"\s+", " "), StringComparison.Ordinal);
        Assert.DoesNotContain("±", run.Output, StringComparison.Ordinal);
        Assert.Equal(["seed", "1", "1"], Seeds());
    }

    [Fact]
    public void A_start_that_is_drawn_from_counts_keeps_its_seeds()
    {
        FragsimProcess run = Compare($"--start {Repository.PathOf("tests/data/machine")}");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["seed", "1", "2", "3", "4", "1", "2", "3", "4"], Seeds());
    }

    [Fact]
    public void No_strategy_draws_random_numbers() =>
        Assert.All(Directory.GetFiles(
            Repository.PathOf("strategies"), "*.cs", SearchOption.AllDirectories), file =>
            Assert.DoesNotMatch(@"\bRng\b|\bRandom\b", File.ReadAllText(file)));

    private FragsimProcess Compare(string more)
    {
        File.WriteAllText(place["t.csv"], Trace);
        return FragsimProcess.Run([
            .. $"compare --strategy none,linux --no-charts --trace {place["t.csv"]}".Split(' '),
            .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--out", place["out"]]);
    }

    private IEnumerable<string> Seeds() =>
        File.ReadAllLines(place["out/summary.csv"]).Select(line => line.Split(',')[2]);
}
