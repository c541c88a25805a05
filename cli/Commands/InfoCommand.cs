using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Cli.Traces;
using FragSim.Sim.Results;
using FragSim.Traces;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim trace info</c>: what is in a trace.</summary>
internal static class InfoCommand
{
    private const string Sentence = "Show what is in a trace";

    private const string Description =
        "Show what is in a trace, without simulating anything: how many events of what kind and "
        + "order, who allocates, how long blocks live, how much is in use over time.";

    private const string Examples = """
        Examples:
          fragsim trace info mine.csv
          fragsim trace info mine.csv --plot mine.png
          fragsim trace info recordings/kernbuild --format json
        """;

    public static Command Create()
    {
        Argument<string> file = new("FILE")
        {
            Description = "Trace file, or folder of a recording",
        };
        Option<string?> plot = PlotFile.Option();
        Option<string> format = new("--format", "-f")
        {
            HelpName = "table|json",
            Description = "A table for people or JSON for machines",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json");
        Option<bool> force = ForceOption.ForFile();
        Lesson command =
            new("info", Sentence, Description, Examples) { file, plot, force, format };
        command.SetAction(async (parse, cancel) =>
        {
            string? picture = parse.GetValue(plot);
            PlotFile.Check(picture);
            double fraction = 0;
            string path = parse.GetRequiredValue(file);
            TraceProfile profile = await WorkProgress.Watch(
                Task.Run(() => TraceProfiler.Read(
                    TraceFormats.Open(path), f => fraction = f, cancel), CancellationToken.None),
                "reading", () => fraction, Consoles.Error());
            if (picture is not null)
            {
                PlotFile.Write(picture, type => Suppliers.RenderTrace(profile, type),
                    parse.GetValue(force), path);
            }
            if (parse.GetValue(format) == "json")
            {
                using Stream output = StandardStreams.Output();
                output.Write(Json.Write(profile));
            }
            else
                Consoles.Output().Write(ProfileTable.Of(profile));
            return ExitCode.Done;
        });
        return command;
    }
}
