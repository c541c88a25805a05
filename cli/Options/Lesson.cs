using System.CommandLine;

namespace FragSim.Cli.Options;

/// <summary>A command with what its help teaches beyond the options.</summary>
/// <param name="name">As typed.</param>
/// <param name="sentence">What it does, among the other commands.</param>
/// <param name="description">What it does, in its own help.</param>
/// <param name="text">Examples, and what the options leave unsaid.</param>
internal sealed class Lesson(string name, string sentence, string description, string text)
    : Command(name, sentence)
{
    public const string Sizes = """

        Sizes:
          A number and a unit: KiB, MiB, GiB or TiB, each 1024 times the one before; 1.5GiB is
          fine. Shares such as 25% belong to strategies: partition:25% sets a quarter of memory
          aside.
        """;

    public string FullDescription { get; } = description;

    public string Text { get; } = text;
}
