namespace FragSim.Cli.Files.Staging;

/// <summary>Where a path leads when every link in it is followed.</summary>
internal static class ResolvedPath
{
    private const int MostLinks = 40;

    /// <summary>Absolute and without links; what does not exist stays as it is written.</summary>
    public static string Of(string path)
    {
        string place = Path.GetPathRoot(Path.GetFullPath(path))!;
        Stack<string> left = new();
        Push(left, Path.Combine(Environment.CurrentDirectory, path));
        for (int links = 0; left.TryPop(out string? part);)
        {
            if (part is "" or ".")
                continue;
            string next = part == ".."
                ? Path.GetDirectoryName(place) ?? place : Path.Combine(place, part);
            if (part == ".." || links == MostLinks
                || new FileInfo(next).LinkTarget is not { } target)
            {
                place = next;
                continue;
            }
            links++;
            Push(left, target);
            if (Path.IsPathRooted(target))
                place = Path.GetPathRoot(target)!;
        }
        return place;
    }

    /// <summary>Is the second path the first, or inside it? Both are resolved.</summary>
    public static bool Holds(string outer, string inner) =>
        inner == outer
        || inner.StartsWith(
            Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal)
        || Path.GetPathRoot(outer) == outer;

    private static void Push(Stack<string> left, string path)
    {
        foreach (string part in path.Split(Path.DirectorySeparatorChar).Reverse())
            left.Push(part);
    }
}
