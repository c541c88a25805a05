using System.Text.Json;

namespace FragSim.Cli.Files;

/// <summary>What an earlier run left in a folder, as its manifest lists it.</summary>
internal static class EarlierRun
{
    public const string Manifest = "manifest.json";

    /// <exception cref="OutputException">The manifest in the folder is not of our making, so
    /// neither are the files beside it.</exception>
    public static void Check(string root)
    {
        if (File.Exists(Path.Combine(root, Manifest)) && Read(root) is null)
        {
            throw new OutputException(
                $"{root} holds a {Manifest} that fragsim did not write; "
                + "choose another folder with --out.");
        }
    }

    /// <summary>Removes the manifest first, then every file it lists.</summary>
    public static void Remove(string root)
    {
        IReadOnlyList<string> names = Read(root) ?? [];
        File.Delete(Path.Combine(root, Manifest));
        string inside = Path.GetFullPath(root) + Path.DirectorySeparatorChar;
        foreach (string name in names)
        {
            // A manifest is input like any other: it may not name what lies outside.
            string path = Path.GetFullPath(Path.Combine(inside, name));
            if (path.StartsWith(inside, StringComparison.Ordinal) && File.Exists(path))
                File.Delete(path);
        }
        foreach (string folder in Directory.GetDirectories(root))
        {
            if (!Path.GetFileName(folder).StartsWith('.'))
                RemoveEmptyFolders(folder);
        }
    }

    /// <summary>Removes a folder and those in it, as far as they hold no file.</summary>
    public static void RemoveEmptyFolders(string folder)
    {
        // A link may lead anywhere; what it leads to is not ours.
        if (new DirectoryInfo(folder).LinkTarget is not null)
            return;
        foreach (string inner in Directory.GetDirectories(folder))
            RemoveEmptyFolders(inner);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static List<string>? Read(string root)
    {
        string path = Path.Combine(root, Manifest);
        if (!File.Exists(path))
            return null;
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(stream);
            return document.RootElement.TryGetProperty("fragsim", out _)
                ? [.. document.RootElement.GetProperty("files").EnumerateArray()
                    .Select(f => f.GetProperty("path").GetString()!)]
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException
            or KeyNotFoundException)
        {
            return null;
        }
    }
}
