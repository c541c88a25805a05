using System.Text.Json;
using FragSim.Cli.Commands;
using FragSim.Cli.Files;
using FragSim.Cli.Results;
using FragSim.Cli.Runs;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class ComparisonRunTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task The_same_bytes_come_out_whatever_the_number_of_workers()
    {
        foreach (int workers in new[] { 1, 2 })
        {
            Comparison comparison = FakeComparison.Of(place[$"{workers}"]);
            await ComparisonRun.Execute(
                comparison with { Workers = workers }, FakeComparison.Simulate,
                TestContext.Current.CancellationToken);
        }
        string[] files =
        [
            "blockers.csv", "failures.csv", "manifest.json", "map.csv", "requests.csv",
            "samples.csv", "summary.csv", "vmstat.csv",
        ];
        Assert.Equal(["1", .. files.Select(f => $"1/{f}"), "2", .. files.Select(f => $"2/{f}")],
            place.Names);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(place[$"1/{file}"]), File.ReadAllBytes(place[$"2/{file}"])));
    }

    [Fact]
    public async Task The_manifest_lists_every_file_and_every_input_with_its_checksum()
    {
        File.WriteAllText(place["trace.csv"], "abc");
        Comparison comparison = FakeComparison.Of(place["out"]);
        comparison = comparison with
        {
            Workload = comparison.Workload with { Files = [place["trace.csv"]] },
        };
        await ComparisonRun.Execute(
            comparison, FakeComparison.Simulate, TestContext.Current.CancellationToken);

        using FileStream stream = File.OpenRead(place["out/manifest.json"]);
        JsonElement manifest =
            (await JsonDocument.ParseAsync(stream, default, TestContext.Current.CancellationToken))
            .RootElement;
        Assert.Equal(
            [
                "blockers.csv", "failures.csv", "map.csv", "requests.csv", "samples.csv",
                "summary.csv", "vmstat.csv",
            ],
            manifest.GetProperty("files").EnumerateArray()
                .Select(f => f.GetProperty("path").GetString()));
        JsonElement input = manifest.GetProperty("inputs")[0];
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            input.GetProperty("sha256").GetString());
        Assert.Equal([1, 2, 3, 4],
            manifest.GetProperty("seeds").EnumerateArray().Select(s => s.GetInt32()));
        Assert.Equal(2500, manifest.GetProperty("options").GetProperty("costs")
            .GetProperty("migrate_ns").GetInt64());
    }

    [Fact]
    public async Task A_cancelled_comparison_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        Simulate interrupted = (_, _, _, _, _, _, cancel) =>
        {
            source.Cancel();
            // Another thread may be passing the cancellation on just now.
            cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The token was not passed on.");
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ComparisonRun.Execute(
            FakeComparison.Of(place["out"]), interrupted, source.Token));
        Assert.Empty(place.Names);
    }

    [Fact]
    public void Json_names_what_summary_csv_names()
    {
        Comparison comparison = FakeComparison.Of("out") with { Baseline = "none" };
        byte[] json = ResultsJson.Write(
            comparison, StrategyScore.Of(FakeRuns.Five), FakeRuns.Five);
        JsonElement root = JsonDocument.Parse(json).RootElement;

        Assert.Equal(20, root.GetProperty("runs").GetArrayLength());
        Assert.Equal(
            ResultCsv.KeyColumns.Concat(SummaryCsv.Columns.Select(c => c.Name)),
            root.GetProperty("runs")[0].EnumerateObject().Select(p => p.Name));
        Expectation.Matches(
            "results.json", JsonSerializer.Serialize(root.GetProperty("strategies")[1], Indented));
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
