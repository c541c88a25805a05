namespace FragSim.Sim.Base;

/// <summary>A command, strategy or workload is spelled wrong. The message says what would be
/// right. Exit code 1.</summary>
/// <param name="message">Shown to the user.</param>
public sealed class UsageException(string message) : Exception(Printable.Message(message));
