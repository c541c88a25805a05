using System.Text;
using CsvHelper;
using FragSim.Cli.Files;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class ResultCsvTests
{
    public static TheoryData<string, Action<Stream, IReadOnlyList<RunResult>>> Writers => new()
    {
        { "summary.csv", SummaryCsv.Write },
        { "requests.csv", RequestsCsv.Write },
        { "samples.csv", SamplesCsv.Write },
        { "vmstat.csv", VmstatCsv.Write },
        { "failures.csv", FailuresCsv.Write },
        { "blockers.csv", BlockersCsv.Write },
        { "map.csv", MapCsv.Write },
    };

    [Theory]
    [MemberData(nameof(Writers))]
    public void Hostile_names_survive(
        string file, Action<Stream, IReadOnlyList<RunResult>> write)
    {
        const string Hostile = "=a,\"b\"\r\nc;'d'\té☃";
        RunResult run = FakeRuns.Of(Hostile, 1, 0.5);

        using CsvReader csv = CsvReader.FromText(Written(write, run));
        Assert.True(csv.Read(), file);
        Assert.Equal("fake", csv.Parse<string>(0));
        Assert.Equal(Hostile, CsvText.Plain(csv.Parse<string>(1)));
        Assert.Equal(1UL, csv.Parse<ulong>(2));
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Columns_and_their_spelling_are_kept(
        string file, Action<Stream, IReadOnlyList<RunResult>> write)
    {
        string[] lines = Written(write, FakeRuns.Of("linux", 3, 0.25)).Split('\n');
        Assert.Equal("workload,strategy,seed", string.Join(',', lines[0].Split(',')[..3]));
        Expectation.Matches($"columns-{file}.txt", $"{lines[0]}\n{lines[1]}\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("'quoted'")]
    [InlineData("''")]
    [InlineData("'")]
    [InlineData("")]
    [InlineData("plain, \"quoted\"\nname")]
    public void A_name_is_no_formula_in_a_file_and_the_same_again_when_read(string name)
    {
        string written = CsvText.Guarded(name);
        Assert.True(written.Length == 0 || !"=+-@\t\r\n".Contains(written[0]), written);
        Assert.Equal(name, CsvText.Plain(written));
    }

    [Fact]
    public void What_is_not_known_is_an_empty_field()
    {
        RunResult run = FakeRuns.Of("linux", 99, 0.5);
        int column = Array.FindIndex(SummaryCsv.Columns, c => c.Name == "cache_hit_pct") + 3;
        Assert.Equal("", Written(SummaryCsv.Write, run).Split('\n')[1].Split(',')[column]);
    }

    [Fact]
    public void Numbers_are_as_short_as_reads_back_the_same()
    {
        RunResult run = FakeRuns.Of("linux", 1, 0.5);
        run = run with { Summary = run.Summary with { SuccessPct = 100.0 / 3 } };
        Assert.Contains(",33.333333333333336,", Written(SummaryCsv.Write, run),
            StringComparison.Ordinal);
    }

    private static string Written(
        Action<Stream, IReadOnlyList<RunResult>> write, RunResult run)
    {
        using MemoryStream stream = new();
        write(stream, [run]);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
