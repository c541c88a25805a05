using System.CommandLine;
using FragSim.Sim;

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
    public static void Write(string path, Func<string, byte[]> render)
    {
        byte[] picture = render(Extension(path));
        string unfinished = path + ".part";
        try
        {
            File.WriteAllBytes(unfinished, picture);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(
                $"{path}: cannot be written: {e.Message.TrimEnd('.')}; choose another place", e);
        }
    }

    private static string Extension(string path) =>
        Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
}
