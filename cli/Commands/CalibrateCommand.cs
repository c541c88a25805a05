using System.CommandLine;
using System.Text;
using FragSim.Cli.Base;
using FragSim.Cli.Calibration;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Options;
using FragSim.Cli.Terminal;
using FragSim.Validation.Calibration;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim calibrate</c>: the prices of the cost model, out of recordings.</summary>
internal static class CalibrateCommand
{
    private const string Sentence = "Fit the prices of the cost model to recorded requests";

    private const string Description =
        "Fit the prices of the cost model to recordings of a real kernel: what each huge-page "
        + "request took, against what the kernel did for it. Nothing is simulated.";

    private const string Examples = """
        Examples:
          fragsim calibrate recordings/kernbuild
          fragsim calibrate recordings/* --format markdown
          fragsim calibrate recordings/* --out costs.json && fragsim compare --costs costs.json

        Requests:
          Those of phases rest-*, compacted-* and final-*, where no load shares the CPU, and
          during which no other task did anything. A granted fault's zeroing is left out.
        """;

    public static Command Create()
    {
        Lesson command = new("calibrate", Sentence, Description, Examples);
        Argument<string[]> recordings = new("RECORDING")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Folders of recordings, which are fitted together",
        };
        Option<string> format = new("--format", "-f")
        {
            HelpName = "table|json|markdown",
            Description = "A table for people, JSON for machines or Markdown for a page",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "markdown");
        Option<string?> file = new("--out", "-o")
        {
            HelpName = "FILE",
            Description = "Write prices for --costs of compare, run and replay: those borne out, "
                + "scaled so that moving a page keeps its default",
        };
        command.Arguments.Add(recordings);
        command.Options.Add(format);
        Option<bool> force = ForceOption.ForFile();
        command.Options.Add(file);
        command.Options.Add(force);
        command.SetAction((parse, cancel) =>
        {
            string[] inputs = parse.GetRequiredValue(recordings);
            CalibrationResult result = CalibrationResult.Of(
                [.. inputs.Select(folder => RecordedWork.Read(folder, cancel))]);
            if (parse.GetValue(file) is { } costs)
                StagedFile.Write(costs, CostsFile.Write(result), parse.GetValue(force), inputs);
            Write(result, parse.GetRequiredValue(format));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(CalibrationResult result, string format)
    {
        using Stream output = StandardStreams.Output();
        if (format == "json")
            output.Write(CalibrationJson.Write(result));
        else if (format == "markdown")
            output.Write(Encoding.UTF8.GetBytes(CalibrationReport.Markdown(result)));
        else
            CalibrationReport.WriteTables(result, Consoles.Output());
    }
}
