using FragSim.Cli.Files;
using FragSim.Cli.Reproduction;
using FragSim.Validation.Reproduction;
using Xunit;

namespace FragSim.Tests.Cli.Reproduction;

public sealed class TableRunTests
{
    [Fact]
    public void A_table_is_run_judged_and_printed()
    {
        TableRun run = Run(workers: 2);

        Assert.Equal(1, run.Fraction);
        Verdict verdict = Assert.Single(run.Verdicts);
        Assert.Equal("T0 is reproduced: 1 of 2 criteria met, 1 of 1 that must be",
            verdict.Sentence);
        string page = TableReport.Markdown(run);
        Assert.StartsWith(ResultsPage.Introduction(2), page, StringComparison.Ordinal);
        Assert.Contains("## T0: A tiny one\n\nNobody, 2006.\n**T0 is reproduced: 1 of 2 criteria "
            + "met, 1 of 1 that must be.**\n", page, StringComparison.Ordinal);
        Assert.Contains("\n|  | plain | pool |\n| --- | --- | --- |\n| granted, % | 1 → ", page,
            StringComparison.Ordinal);
        Assert.Contains("\n| 1 (M) | met | plain below pool | plain ", page,
            StringComparison.Ordinal);
        Assert.Contains("\n| 2 | missed | a million asked for | plain ", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_workers_changes_nothing() => Assert.Equal(
        TableReport.Markdown(Run(workers: 1)), TableReport.Markdown(Run(workers: 2)));

    [Fact]
    public void Every_value_every_verdict_and_a_chart_of_each_table_are_left()
    {
        using var temporary = new TemporaryFolder();
        string path = Path.Combine(temporary.Path, "run");
        using (RunFolder folder = RunFolder.Open(path))
        {
            TableFiles.Write(folder, Run(workers: 1));
            folder.Commit(Json.Write(new { Fragsim = "0", folder.Files }));
        }

        string[] values = File.ReadAllLines(Path.Combine(path, "values.csv"));
        Assert.Equal("table,row,experiment,seed,published,simulated", values[0]);
        Assert.Equal(1 + (2 * 2 * 2), values.Length);
        Assert.StartsWith("T0,granted,plain,1,1,", values[1], StringComparison.Ordinal);
        string[] criteria = File.ReadAllLines(Path.Combine(path, "criteria.csv"));
        Assert.StartsWith("T0,2,false,false,", criteria[2], StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(path, "charts", "T0.png")).Length > 1000);
    }

    private static TableRun Run(int workers)
    {
        TableRun run = new([TinyTable.Table], 1, 2);
        run.Run(workers, TestContext.Current.CancellationToken);
        return run;
    }
}
