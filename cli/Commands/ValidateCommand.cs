using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Cli.Validation;
using FragSim.Traces.Recordings;
using FragSim.Validation.Agreement;
using FragSim.Validation.Calibration;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim validate</c>: the model beside a recorded kernel.</summary>
internal static class ValidateCommand
{
    private const string Sentence = "Judge the model against recordings of a real kernel";

    private const string Description =
        "Judge the model against recordings of a real kernel: memory, huge-page requests and "
        + "counters, side by side, each check met or not. The exit code is 0 either way.";

    private const string Examples = """
        Examples:
          fragsim validate recordings/kernbuild
          fragsim validate recordings/kernbuild --level policy --from 05-mid
          fragsim validate recordings/kernbuild --from each
          fragsim validate recordings/* --format markdown > validation.md
          fragsim validate recordings/kernbuild --page kernbuild.html --plots pictures

        Levels:
          event   the model's free lists do what the recorded events say, and are compared block
                  for block: splitting, merging, placement
          policy  a strategy serves the recorded workload, and memory is compared from
                  afar: where it falls back, what it compacts, whom it serves
        """;

    public static Command Create()
    {
        Lesson command = new("validate", Sentence, Description, Examples);
        Argument<string[]> recordings = new("RECORDING")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Folders of recordings: a trace and its snapshots",
        };
        Option<ValidationLevel> level = LevelOption();
        Option<string> from = new("--from")
        {
            HelpName = "MARK",
            Description = "Snapshot to start from; each: every snapshot from the one before",
            DefaultValueFactory = _ => RecordingFolder.DefaultMark,
        };
        Option<string> strategy = new("--strategy", "-s")
        {
            HelpName = "NAME",
            Description = "Strategy to judge, for recordings of a kernel that was set otherwise",
            DefaultValueFactory = _ => "linux",
        };
        Option<string> format = new("--format", "-f")
        {
            HelpName = "table|json|markdown",
            Description = "A table for people, JSON for machines or Markdown for a page",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "markdown");
        command.Arguments.Add(recordings);
        command.Options.Add(level);
        command.Options.Add(from);
        command.Options.Add(strategy);
        SettingOptions settings = new();
        settings.AddTo(command);
        CostsOption costs = new();
        costs.AddTo(command);
        Option<string?> page = PageOption();
        Option<string?> plots = PlotsOption();
        Option<bool> force = ForceOption.ForFile();
        foreach (Option option in (Option[])[format, page, plots, force])
            command.Options.Add(option);
        command.SetAction((parse, cancel) =>
        {
            string[] inputs = parse.GetRequiredValue(recordings);
            Verdict[] verdicts = [.. inputs.Select(folder =>
                Verdict.Of(folder, parse.GetRequiredValue(from), parse.GetValue(level),
                    parse.GetRequiredValue(strategy), settings.Read(parse),
                    costs.Read(parse, EmulatedMachine.Costs), cancel))];
            TellOfStarts(verdicts, settings.Read(parse));
            if (parse.GetValue(page) is { } file)
                StagedFile.Write(
                    file, ValidationPage.Write(verdicts), parse.GetValue(force), inputs);
            if (parse.GetValue(plots) is { } pictures)
                ValidationPictures.Write(pictures, verdicts, parse.GetValue(force), inputs);
            Write(verdicts, parse.GetRequiredValue(format));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void TellOfStarts(
        Verdict[] verdicts, IReadOnlyDictionary<string, string> given)
    {
        foreach (string note in verdicts
            .Select(v => StartNote.Of(given, v.RecordedSettings)).OfType<string>())
            Console.Error.WriteLine(note);
    }

    private static Option<ValidationLevel> LevelOption() => new("--level")
    {
        HelpName = "event|policy",
        Description = "What is judged [default: both]",
        CustomParser = result => result.Tokens[0].Value switch
        {
            "event" => ValidationLevel.Event,
            "policy" => ValidationLevel.Policy,
            string other => Refuse(other, result.AddError),
        },
    };

    private static Option<string?> PageOption() => new("--page")
    {
        HelpName = "FILE",
        Description = "Write a page too: charts of model and kernel, and all tables",
    };

    private static Option<string?> PlotsOption() => new("--plots")
    {
        HelpName = "DIR",
        Description = "Write the charts too, as PNG and SVG",
    };

    private static void Write(IReadOnlyList<Verdict> verdicts, string format)
    {
        using Stream output = StandardStreams.Output();
        if (format == "json")
            output.Write(ValidationJson.Write(verdicts));
        else if (format == "markdown")
            output.Write(System.Text.Encoding.UTF8.GetBytes(ValidationReport.Markdown(verdicts)));
        else
            ValidationReport.WriteTables(verdicts, Consoles.Output());
    }

    private static ValidationLevel Refuse(string text, Action<string> error)
    {
        error($"--level: '{text}' is not event or policy.");
        return default;
    }
}
