using System.CommandLine;
using System.Text;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Options;
using FragSim.Cli.Reproduction;
using FragSim.Cli.Terminal;
using FragSim.Validation.Reproduction;
using FragSim.Validation.Reproduction.Tables;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim reproduce</c>: published tables beside simulated ones.</summary>
internal static class ReproduceCommand
{
    private const int MostSeeds = 1000;
    private const int MostWorkers = 1024;

    private const string Sentence = "Simulate published tables and judge the likeness";

    private const string Description =
        "Simulate published tables with the set-ups they were measured with, and judge the "
        + "likeness: published beside simulated with 95 % intervals over seeds, and each criterion "
        + "met or missed. The exit code is 0 either way.";

    private const string Examples = """
        Examples:
          fragsim reproduce T1 --seeds 4
          fragsim reproduce all --out reproduced
          fragsim reproduce all --format markdown > results.md
        """;

    public static Command Create()
    {
        Lesson command = new("reproduce", Sentence, Description, Examples);
        Argument<string> table = new("TABLE")
        {
            Description = string.Join(", ", TableCatalog.All.Select(t => t.Name)) + " or all",
        };
        Option<int> seeds = NumberOption.Create(
            "--seeds", "How many seeds each experiment runs with", 10, 1, MostSeeds);
        Option<int> workers = NumberOption.Create(
            "--workers", "Simulations side by side; 0 is one on each core", 0, 0, MostWorkers);
        Option<string?> folder = new("--out", "-o")
        {
            HelpName = "DIR",
            Description = "Folder for every value, every verdict and a chart of each table",
        };
        Option<string> format = new("--format", "-f")
        {
            HelpName = "table|markdown",
            Description = "Tables for people or Markdown for a page",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "markdown");
        command.Arguments.Add(table);
        Option<bool> force = ForceOption.ForFolder();
        foreach (Option option in new Option[] { seeds, workers, folder, force, format })
            command.Options.Add(option);
        command.SetAction(async (parse, cancel) =>
        {
            TableRun run = new(TableCatalog.Find(parse.GetRequiredValue(table)), 1,
                parse.GetValue(seeds));
            using RunFolder? files = parse.GetValue(folder) is { } path
                ? RunFolder.Open(path, parse.GetValue(force)) : null;
            await Simulate(run, parse.GetValue(workers), cancel);
            if (files != null)
                Commit(files, run);
            if (parse.GetValue(format) == "table")
                TableReport.WriteTables(run, Consoles.Output());
            else
                Write(TableReport.Markdown(run));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task Simulate(TableRun run, int workers, CancellationToken cancel)
    {
        int threads = workers == 0 ? Environment.ProcessorCount : workers;
        Task<bool> work = Task.Run(() =>
        {
            run.Run(threads, cancel);
            return true;
        }, CancellationToken.None);
        await WorkProgress.Watch(work, "simulating", () => run.Fraction, Consoles.Error());
    }

    private static void Commit(RunFolder files, TableRun run)
    {
        TableFiles.Write(files, run);
        files.Commit(Json.Write(new
        {
            Fragsim = Json.Version,
            Command = "reproduce",
            Tables = run.Tables.Select(t => t.Name),
            run.Seeds,
            files.Files,
        }));
    }

    private static void Write(string text)
    {
        using Stream output = StandardStreams.Output();
        output.Write(Encoding.UTF8.GetBytes(text));
    }
}
