namespace FragSim.Sim.Base;

/// <summary>
/// Input that a user gave is wrong. The message says where, what and how to mend it:
/// <c>trace.csv:17: order 12 is above the largest, 10; …</c>. Exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Characters of a path, so that it leaves room for what is wrong.</summary>
    private const int MostOfPath = 100;

    /// <param name="message">May hold names and text from outside: what does not print is escaped,
    /// and the middle of what is longer than 300 characters is left out.</param>
    public InputException(string message) : base(Printable.Message(message)) { }

    /// <summary>An error of input with its cause; the message is escaped and elided as above.
    /// </summary>
    public InputException(string message, Exception inner)
        : base(Printable.Message(message), inner) { }

    /// <summary>An error at a line: <c>file:line: message</c>; lines count from 1.</summary>
    public static InputException At(string file, long line, string message) =>
        new($"{Printable.Elided(file, MostOfPath)}:{line}: {message}");
}
