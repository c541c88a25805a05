namespace FragSim.Cli.Base;

/// <summary>Output cannot be written. The message says where, why and what to do. Exit code 2.
/// </summary>
internal sealed class OutputException(string message, Exception? inner = null)
    : Exception(message, inner);
