using System.Globalization;
using System.Text.Json;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>A small comparison, and the answer to it worked out once more from its CSV files alone,
/// by code that shares nothing with the program's.</summary>
public sealed class VerdictTests : IDisposable
{
    private const string Oracle = "oracle";

    /// <summary>97.5 % quantile of Student's t for two degrees of freedom.</summary>
    private const double Student = 4.302653;

    private static readonly string[] Strategies =
        ["none", "partition", "partition:pool=60%", "grouping+compaction", "linux", Oracle];

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_sentence_says_what_the_files_say()
    {
        FragsimProcess run = FragsimProcess.Run(
            "compare", "--memory", "128MiB", "--seeds", "3", "--no-charts", "--format", "json",
            "--strategy", string.Join(',', Strategies), "--out", place["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
        string answer = JsonDocument.Parse(run.Output).RootElement
            .GetProperty("answer").GetString()!;
        Dictionary<string, double[]> failures = Rows("summary.csv").GroupBy(r => r["strategy"])
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r["seed"], StringComparer.Ordinal)
                .Select(r => Number(r["base_failures"])).ToArray());
        double[] fewest = failures.Where(f => f.Key != Oracle).MinBy(f => f.Value.Average()).Value;
        string[] starving = [.. Competitors.Where(s => IsAbove(failures[s], fewest))];
        // Else the test would not see that these are told.
        Assert.NotEmpty(starving);

        foreach ((string when, string phases) in
            (ReadOnlySpan<(string, string)>)[("under load", "load"), ("at rest", "rest")])
        {
            string sentence = answer.Split(". ").Single(part =>
                part.Contains(when, StringComparison.OrdinalIgnoreCase));
            Dictionary<string, double[]> shares = Shares(phases);
            string[] fair = [.. Competitors.Except(starving)];
            double[] best = shares[fair.MaxBy(s => shares[s].Average())!];
            string[] tied = [.. fair.Where(s => !IsAbove(best, shares[s]))];
            Assert.Equal(tied.Order(), Names(sentence.Split(" (")[0]).Order());
            Assert.Equal(tied.Length > 1,
                sentence.Contains("cannot be told apart", StringComparison.Ordinal));
            Assert.All(starving, rival => Assert.Equal(
                shares[rival].Average() >= best.Average(),
                Names(sentence).Contains(rival) && sentence.Contains(
                    Rounded(failures[rival].Average()), StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<string> Competitors => Strategies.Where(s => s != Oracle);

    private static IEnumerable<string> Names(string text) =>
        text.Split([" ", ", ", "; "], StringSplitOptions.None).Where(Strategies.Contains);

    private Dictionary<string, double[]> Shares(string phases) => Rows("requests.csv")
        .Where(r => r["phase"].StartsWith(phases, StringComparison.Ordinal))
        .GroupBy(r => r["strategy"]).ToDictionary(g => g.Key, g => g.GroupBy(r => r["seed"])
            .OrderBy(seed => seed.Key, StringComparer.Ordinal).Select(seed =>
                100.0 * seed.Count(r => r["granted"] == "true") / seed.Count()).ToArray());

    /// <summary>Does the paired interval of the difference lie above 0?</summary>
    private static bool IsAbove(double[] one, double[] other)
    {
        double[] differences = [.. one.Zip(other, (a, b) => a - b)];
        double mean = differences.Average();
        double variance =
            differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1);
        return mean - (Student * Math.Sqrt(variance / differences.Length)) > 1e-9;
    }

    /// <summary>No field of these files has a comma in it here.</summary>
    private List<Dictionary<string, string>> Rows(string file)
    {
        string[][] lines = [.. File.ReadAllLines(place[$"out/{file}"]).Select(l => l.Split(','))];
        return [.. lines.Skip(1).Select(fields =>
            lines[0].Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static double Number(string text) =>
        double.Parse(text, CultureInfo.InvariantCulture);

    private static string Rounded(double count) =>
        count.ToString(count < 9.95 && !double.IsInteger(count) ? "0.0" : "#,0",
            CultureInfo.InvariantCulture);
}
