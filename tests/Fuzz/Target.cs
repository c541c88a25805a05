using FragSim.Sim;

namespace FragSim.Fuzz;

/// <summary>One reader: what it is fed with, and how.</summary>
/// <param name="Name">The format.</param>
/// <param name="FileName">What the reader finds its input under.</param>
/// <param name="Seeds">Good input to begin with; may need a folder for work.</param>
/// <param name="Read">May throw <see cref="InputException"/> and nothing else.</param>
internal sealed record Target(
    string Name, string FileName, Func<string, IEnumerable<byte[]>> Seeds, Action<string> Read);
