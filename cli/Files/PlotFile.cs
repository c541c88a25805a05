using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Base;

namespace FragSim.Cli.Files;

/// <summary>A picture that a command was asked for by name.</summary>
internal static class PlotFile
{
    public static Option<string?> Option() => new("--plot")
    {
        HelpName = "FILE",
        Description = "Draw it too, as .png or .svg",
    };

    /// <exception cref="UsageException">It is neither PNG nor SVG.</exception>
    public static void Check(string? path)
    {
        if (path is not null && Extension(path) is not ("png" or "svg"))
            throw new UsageException($"--plot {path}: let the name end in .png or .svg.");
    }

    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(
        string path, Func<string, byte[]> render, bool force, string input) =>
        StagedFile.Write(path, render(Extension(path)), force, input);

    private static string Extension(string path) =>
        Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
}
