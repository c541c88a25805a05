using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Live;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using FragSim.Traces.Machines;
using Spectre.Console;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim inspect</c>: how fragmented the memory of this machine is.</summary>
internal static class InspectCommand
{
    /// <summary>A block of 1 GiB, in pages of 4 KiB.</summary>
    private const int MostOrder = Order.Gigantic;

    private const string Sentence = "Show how fragmented this machine's memory is (Linux)";

    private const string Description =
        "Show how fragmented this machine's memory is now: free blocks by order and type, the "
        + "kernel's indices, and how many huge pages a user could be given now, how many more "
        + "after compaction and after reclaim. Only root may read all of it; others get what they "
        + "may see.";

    private const string Examples = """
        Examples:
          fragsim inspect
          fragsim inspect --watch 1s
          dmesg | fragsim inspect --from -
          fragsim inspect --plot memory.png
          fragsim inspect --format json
        """;

    public static Command Create()
    {
        Lesson command = new("inspect", Sentence, Description, Examples);
        Option<string> from = new("--from")
        {
            HelpName = "DIR|FILE",
            Description = "What to look at: /proc, copies of its files, a recording, or a kernel "
                + "log with a failed allocation (- is standard input)",
            DefaultValueFactory = _ => "/proc",
        };
        Option<int?> order = new("--order")
        {
            HelpName = "N",
            Description = "Blocks of which order to ask about [default: that which was refused, in "
                + "a kernel log; else that of a huge page]",
            CustomParser = ReadOrder,
        };
        Option<Runs.Size> memory = SizeOption.Create(
            "--memory", "Size of RAM, where the files do not tell it", default);
        memory.DefaultValueFactory = null;
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
        AddTo(command, from, order, memory, watch, count, plot, force, format);
        command.SetAction(async (parse, cancel) =>
        {
            string? picture = parse.GetValue(plot);
            PlotFile.Check(picture);
            string place = parse.GetRequiredValue(from);
            MachineSurvey Look() =>
                Surveyor.Of(MachineSnapshot.Open(place), parse.GetValue(order),
                    parse.GetValue(memory).Bytes);
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

    private static void AddTo(Command command, params Option[] options)
    {
        foreach (Option option in options)
            command.Options.Add(option);
    }

    private static int? ReadOrder(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number <= MostOrder)
            return number;
        result.AddError($"--order: '{text}' is not a whole number from 0 to {MostOrder}.");
        return null;
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
            Enumerable.Range(0, survey.Orders).Select(o => $"free_order_{o}")));
        foreach (FreeOfType free in survey.Free)
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{free.Node},{free.Zone},{CsvText.Guarded(free.Type?.ToLowerInvariant() ?? "")},")
                + string.Join(',', free.Blocks));
    }
}
