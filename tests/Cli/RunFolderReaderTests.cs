using System.Text;
using FragSim.Cli.Commands;
using FragSim.Cli.Files.Reading;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>What a run wrote is all that is needed to draw it again.</summary>
public sealed class RunFolderReaderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task The_page_made_from_the_csv_files_is_the_one_that_the_run_wrote()
    {
        await Compare(["none", "partition", "grouping+compaction", "linux"], seeds: 2);
        Assert.Equal(
            File.ReadAllBytes(place["out/report.html"]),
            Suppliers.RenderPage(RunFolderReader.Read(place["out"]), Cancel));
        Assert.Equal(
            File.ReadAllBytes(place["out/charts/blockers.svg"]),
            Suppliers.RenderChart("blockers", RunFolderReader.Read(place["out"]),
                    Cancel)
                .Single(file => file.Extension == "svg").Content);
    }

    [Fact]
    public async Task Only_the_first_seed_keeps_its_maps()
    {
        await Compare(["none"], seeds: 2);
        IReadOnlyList<RunResult> runs = RunFolderReader.Read(place["out"]);
        Assert.NotEmpty(runs[0].Maps);
        Assert.Empty(runs[1].Maps);
        Assert.NotEmpty(runs[1].Blockers);
    }

    [Fact]
    public async Task Hostile_names_come_back_as_they_were()
    {
        const string Hostile = "=<script>alert(1)</script>,\"\r\n'";
        await Write(run => run with { Key = run.Key with { Workload = Hostile } });
        Assert.All(RunFolderReader.Read(place["out"]),
            run => Assert.Equal(Hostile, run.Key.Workload));
    }

    [Theory]
    [InlineData("summary.csv", "linux", "linux,x", "fields but the header has")]
    [InlineData("summary.csv", "attempts", "tries", "column attempts is missing")]
    [InlineData("requests.csv", "true", "yes", "is not true or false")]
    [InlineData("requests.csv", "no_memory", "no_luck", "is none of none, no_memory")]
    [InlineData("failures.csv", "slab", "slob", "is none of kernel")]
    [InlineData("samples.csv", "below_low", "low", "is none of above_high")]
    [InlineData("samples.csv", "Unmovable", "Immovable", "'Immovable' is none of Unmovable, ")]
    [InlineData("vmstat.csv", ",5,load", ",6,load", "'5' has no row in vmstat.csv")]
    [InlineData("blockers.csv", "page_table", "page table", "is none of kernel")]
    [InlineData("map.csv", ",1,2,", ",1,2,!", "is not base64")]
    [InlineData("map.csv", ",1,2,", ",1,1,", "is no map of")]
    [InlineData("map.csv", ",1,2,", ",1,99999999,", "is not between 1 and 4096")]
    public async Task A_damaged_file_is_bad_input_with_its_line(
        string file, string text, string damage, string complaint)
    {
        await Write(run => run);
        string path = place[$"out/{file}"];
        string whole = File.ReadAllText(path);
        Assert.Contains(text, whole, StringComparison.Ordinal);
        File.WriteAllText(path, whole.Replace(text, damage, StringComparison.Ordinal));
        InputException e = Assert.Throws<InputException>(
            () => RunFolderReader.Read(place["out"]));
        Assert.Contains(complaint, e.Message, StringComparison.Ordinal);
        Assert.Matches(@"\.csv:\d+: ", e.Message);
    }

    [Fact]
    public async Task A_file_cut_anywhere_is_bad_input_or_a_shorter_run()
    {
        await Write(run => run);
        foreach (string name in (string[])["summary", "requests", "samples", "vmstat", "map"])
        {
            string path = place[$"out/{name}.csv"];
            byte[] whole = File.ReadAllBytes(path);
            for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 40))
            {
                File.WriteAllBytes(path, whole[..length]);
                Record(() => RunFolderReader.Read(place["out"]));
            }
            File.WriteAllBytes(path, whole);
        }
    }

    [Fact]
    public async Task Without_the_files_that_only_some_pictures_need_the_rest_is_read()
    {
        await Write(run => run);
        foreach (string name in (string[])["failures", "blockers", "map"])
            File.Delete(place[$"out/{name}.csv"]);
        IReadOnlyList<RunResult> runs = RunFolderReader.Read(place["out"]);
        Assert.Equal(20, runs.Count);
        Assert.NotEmpty(Suppliers.RenderPage(runs, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static void Record(Action read)
    {
        Exception? e = Xunit.Record.Exception(read);
        Assert.True(e is null or InputException, e?.ToString());
    }

    private async Task Write(Func<RunResult, RunResult> change) => await ComparisonRun.Execute(
        FakeComparison.Of(place["out"]),
        (options, strategy, workload, seed, snapshots, progress, cancel) => change(
            FakeComparison.Simulate(
                options, strategy, workload, seed, snapshots, progress, cancel)),
        TestContext.Current.CancellationToken);

    private async Task Compare(string[] strategies, int seeds)
    {
        SimulationOptions options = new() { MemoryBytes = 64UL << 20 };
        await ComparisonRun.Execute(
            FakeComparison.Of(place["out"]) with
            {
                Workload = WorkloadSource.Synthetic(
                    "highalloc", options.MemoryBytes, options.HugeOrder),
                Plan = RunPlan.Of(strategies, 1, seeds),
                Options = options,
                Charts = true,
            },
            CompareCommand.Run, TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>",
            File.ReadAllText(place["out/report.html"], Encoding.UTF8), StringComparison.Ordinal);
    }
}
