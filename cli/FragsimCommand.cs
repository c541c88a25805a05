using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FragSim.Cli.Base;
using FragSim.Cli.Commands;
using FragSim.Cli.Options;
using FragSim.Sim.Base;

namespace FragSim.Cli;

/// <summary>The command line as a whole.</summary>
internal static class FragsimCommand
{
    private const string Description =
        "A laboratory for physical-memory fragmentation: replays a workload against a model of "
        + "the Linux page allocator under several strategies, and shows how often huge pages "
        + "were granted, how long callers stalled, and what it cost everyone else.";

    public static async Task<int> InvokeAsync(string[] args)
    {
        RootCommand root = Create();
        ParseResult parse = root.Parse(args);
        string? complaint = parse.Action is ParseErrorAction wrong
            ? Complaint(parse, wrong) : EmptyText.Complaint(parse.RootCommandResult);
        if (complaint is not null)
        {
            Console.Error.WriteLine(complaint);
            Console.Error.WriteLine(Hint(args));
            return ExitCode.BadUsage;
        }
        using Interruption interruption = new();
        InputCancellation.Token = interruption.Token;
        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parse.InvokeAsync(configuration, interruption.Token);
    }

    /// <summary>Where to read more, after a mistake.</summary>
    public static string Hint(string[] args)
    {
        Command command = Create();
        string path = "fragsim";
        foreach (string word in args)
        {
            if (command.Subcommands.FirstOrDefault(c => c.Name == word) is not { } next)
                break;
            command = next;
            path += $" {word}";
        }
        return $"See {path} --help.";
    }

    /// <summary>Only what is wrong: the help after it would push it off the screen.</summary>
    private static string Complaint(ParseResult parse, ParseErrorAction wrong)
    {
        using StringWriter text = new();
        wrong.ShowHelp = false;
        parse.Invoke(new InvocationConfiguration { Output = text, Error = text });
        string[] lines = [.. text.ToString().Split('\n').Where(l => !string.IsNullOrWhiteSpace(l))
            .Select(Printable.Message)];
        // A mistyped command is also a missing one; it is said once.
        return string.Join('\n', lines.Length == 1
            ? lines
            : lines.Where(l => !l.StartsWith("Required command", StringComparison.Ordinal)));
    }

    private static RootCommand Create()
    {
        RootCommand root = new(Description)
        {
            CompareCommand.Create(),
            RunCommand.Create(),
            ReplayCommand.Create(),
            ReproduceCommand.Create(),
            ValidateCommand.Create(),
            CalibrateCommand.Create(),
            ReportCommand.Create(),
            PlotCommand.Create(),
            TraceCommand.Create(),
            RecordCommand.Create(),
            InspectCommand.Create(),
            ListCommand.Create(),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        if (!OperatingSystem.IsWindows())
        {
            foreach (string alias in help.Aliases.Where(a => a.StartsWith('/')).ToArray())
                help.Aliases.Remove(alias);
        }
        help.Action = new TeachingHelp((HelpAction)help.Action!);
        return root;
    }
}
