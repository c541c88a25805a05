using FragSim.Sim.Base;

namespace FragSim.Fuzz;

/// <summary>One reader: what it is fed with, and how.</summary>
/// <param name="Name">The format.</param>
/// <param name="FileName">What the reader finds its input under; may have folders in it.</param>
/// <param name="Seeds">Good input to begin with; may need a folder for work.</param>
/// <param name="Read">Reads the file of a path. May throw <see cref="InputException"/> or
/// <see cref="UsageException"/> and nothing else.</param>
internal sealed record Target(
    string Name, string FileName, Func<string, IEnumerable<byte[]>> Seeds, Action<string> Read)
{
    /// <summary>Writes the files that must be there beside the input, into a folder.</summary>
    public Action<string> Prepare { get; init; } = _ => { };

    /// <summary>Writes the input where the reader finds it.</summary>
    /// <param name="place">A folder that was prepared.</param>
    /// <returns>The path to read.</returns>
    public string Place(string place, byte[] input)
    {
        string path = Path.Combine(place, FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        return path;
    }
}
