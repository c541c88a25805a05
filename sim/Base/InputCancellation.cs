namespace FragSim.Sim.Base;

/// <summary>What ends the reading of inputs and the making of workloads, wherever it is under way.
/// </summary>
/// <remarks>Flows with the call into tasks and threads. So a reader of any kind, at any depth, ends
/// when its command is interrupted: every input looks at it each time that more bytes are needed,
/// and what makes as many things as memory has room for looks now and then.</remarks>
public static class InputCancellation
{
    /// <summary>After so many turns a loop looks whether it is to end early.</summary>
    private const int LookEvery = 1 << 16;

    private static readonly AsyncLocal<CancellationToken> Current = new();

    /// <summary>Of the command that runs; none where nothing was set.</summary>
    public static CancellationToken Token
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    /// <summary>Ends a loop of any length, some milliseconds after the interruption.</summary>
    /// <param name="turn">Of the loop, from 0 up.</param>
    /// <exception cref="OperationCanceledException">The command is interrupted.</exception>
    public static void Look(int turn)
    {
        if (turn % LookEvery == 0)
            Token.ThrowIfCancellationRequested();
    }
}
