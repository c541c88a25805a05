using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FragSim.Cli.Base;

namespace FragSim.Cli.Options;

/// <summary>The usual help, and after it what options alone do not teach: examples, sizes, exit
/// codes.</summary>
internal sealed class TeachingHelp : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0    done
          1    bad usage: the command line is wrong
          2    bad input (a trace, a recording), or the output cannot be written
          130  interrupted; nothing half-written is left
        """;

    private readonly HelpAction usual;

    public TeachingHelp(HelpAction usual)
    {
        this.usual = usual;
        // A terminal may not know its width; it then says 0.
        int width = Console.IsOutputRedirected ? 0 : Console.WindowWidth;
        usual.MaxWidth = width > 0 ? Math.Min(100, width) : 100;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Lesson? lesson = parseResult.CommandResult.Command as Lesson;
        // A command has room for one description; alone on the screen it says the full one.
        if (lesson is not null)
            lesson.Description = lesson.FullDescription;
        usual.Invoke(parseResult);

        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(lesson?.Text ?? FirstSteps);
        output.WriteLine();
        output.WriteLine(ExitCodes);
        return ExitCode.Done;
    }

    private const string FirstSteps = """
        First steps:
          fragsim compare                    the five strategies on a built-in workload
          fragsim list strategies            what can be compared
          fragsim compare --help             how to choose the workload and the machine
        """;
}
