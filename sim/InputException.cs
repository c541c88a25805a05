namespace FragSim.Sim;

/// <summary>
/// Input that a user gave is wrong. The message says where, what and how to mend it:
/// <c>trace.csv:17: order 12 is above the largest, 10; …</c>. Exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    public InputException(string message) : base(message) { }

    public InputException(string message, Exception inner) : base(message, inner) { }

    public static InputException At(string file, long line, string message) =>
        new($"{file}:{line}: {message}");
}
