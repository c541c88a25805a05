using System.CommandLine;
using System.Globalization;
using FragSim.Cli.Commands;
using FragSim.Cli.Files;
using FragSim.Cli.Terminal;
using FragSim.Sim.Results;
using FragSim.Workloads.Machines;
using Spectre.Console;

namespace FragSim.Cli.Live;

/// <summary><c>fragsim inspect</c>: how fragmented the memory of this machine is.</summary>
internal static class InspectCommand
{
    private const string Sentence = "Show how fragmented this machine's memory is (Linux)";

    private const string Description =
        "Show how fragmented this machine's memory is now: free blocks by order and type, the "
        + "kernel's indices, and how many huge pages could be had at once, after compaction, and "
        + "never. Only root may read all of it; others get what they may see.";

    private const string Examples = """
        Examples:
          fragsim inspect
          fragsim inspect --watch 1s
          fragsim inspect --plot memory.png
          fragsim inspect --format json
        """;

    public static Command Create()
    {
        Lesson command = new("inspect", Sentence, Description, Examples);
        Option<string> from = new("--from")
        {
            HelpName = "DIR|FILE",
            Description = "What to look at: /proc, or copies of its files",
            DefaultValueFactory = _ => "/proc",
        };
        Option<TimeSpan?> watch = DurationOption.Create(
            "--watch", "Look again and again, with so much time between, until Ctrl-C");
        Option<int> count = NumberOption.Create(
            "--count", "With --watch: how often; 0 is until Ctrl-C", 0, 0, 1_000_000);
        Option<string?> plot = PlotFile.Option();
        Option<string> format = new("--format", "-f")
        {
            HelpName = "table|json|csv",
            Description = "A table for people, JSON or CSV for machines",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "csv");
        Option<bool> force = ForceOption.ForFile();
        foreach (Option option in new Option[] { from, watch, count, plot, force, format })
            command.Options.Add(option);
        command.SetAction(async (parse, cancel) =>
        {
            string? picture = parse.GetValue(plot);
            PlotFile.Check(picture);
            string place = parse.GetRequiredValue(from);
            MachineSurvey Look() => Surveyor.Of(MachineSnapshot.Open(place));
            if (parse.GetValue(watch) is { } every)
            {
                await MemoryWatch.Run(
                    Look, every, parse.GetValue(count), Consoles.Output(), cancel);
                return ExitCode.Done;
            }
            MachineSurvey survey = Look();
            if (picture is not null)
            {
                PlotFile.Write(picture, type => Suppliers.RenderMachine(survey, type),
                    parse.GetValue(force), place);
            }
            Write(survey, parse.GetRequiredValue(format));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(MachineSurvey survey, string format)
    {
        if (format == "table")
        {
            Consoles.Output().Write(SurveyTable.Of(survey));
            return;
        }
        using Stream output = StandardStreams.Output();
        if (format == "json")
        {
            output.Write(Json.Write(survey));
            return;
        }
        using StreamWriter csv = new(output) { NewLine = "\n" };
        csv.WriteLine("node,zone,type," + string.Join(',',
            Enumerable.Range(0, Sim.Memory.Order.Count).Select(o => $"free_order_{o}")));
        foreach (FreeOfType free in survey.Free)
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{free.Node},{free.Zone},{free.Type?.ToString().ToLowerInvariant()},")
                + string.Join(',', free.Blocks));
    }
}
