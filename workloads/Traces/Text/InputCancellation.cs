namespace FragSim.Traces.Text;

/// <summary>What ends the reading of inputs, wherever it is under way.</summary>
/// <remarks>Flows with the call into tasks and threads. So a reader of any kind, at any depth, ends
/// when its command is interrupted: every input looks at it each time that more bytes are needed.
/// </remarks>
public static class InputCancellation
{
    private static readonly AsyncLocal<CancellationToken> Current = new();

    /// <summary>Of the command that runs; none where nothing was set.</summary>
    public static CancellationToken Token
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
