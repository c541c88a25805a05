namespace FragSim.Cli.Terminal;

/// <summary>Puts a <see cref="PrintableWriter"/> before both streams of the process, so that no
/// name out of a file and no argument reaches the terminal as a command to it.</summary>
internal static class PrintableConsole
{
    private static (TextWriter Guard, TextWriter Below)[] guards = [];

    public static void Begin()
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        Console.SetOut(new PrintableWriter(output));
        Console.SetError(new PrintableWriter(error));
        // The console wraps what it is given.
        guards = [(Console.Out, output), (Console.Error, error)];
    }

    /// <summary>The stream itself, for tables, whose colours are commands to the terminal and whose
    /// texts are escaped by <see cref="PrintableHook"/>.</summary>
    public static TextWriter Below(TextWriter writer) =>
        Array.Find(guards, g => g.Guard == writer).Below ?? writer;
}
