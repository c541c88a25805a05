using Spectre.Console;

namespace FragSim.Cli.Terminal;

/// <summary>Consoles for people. Machines are written to directly, past Spectre.</summary>
internal static class Consoles
{
    /// <summary>So wide that all columns of a comparison stand in one table.</summary>
    private const int OneTableWide = 110;

    /// <summary>Tables that were asked for.</summary>
    public static IAnsiConsole Output() => Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress, and where the files are.</summary>
    public static IAnsiConsole Error() => Create(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        // Left to itself Spectre writes colours into pipes on some build servers, and takes the
        // bar away from standard error when it is standard output that is redirected.
        AnsiConsoleSettings settings = new()
        {
            Out = new AnsiConsoleOutput(PrintableConsole.Below(writer)),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Yes,
        };
        IAnsiConsole console = AnsiConsole.Create(settings);
        console.Pipeline.Attach(new PrintableHook());
        if (redirected)
            console.Profile.Width = WidthAsked() ?? OneTableWide;
        return console;
    }

    /// <summary>A pipe has no width of its own; COLUMNS may name one.</summary>
    private static int? WidthAsked() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0
            ? columns
            : null;
}
