namespace FragSim.Cli.Files.Staging;

/// <summary>Folders that are made on the way to an output, and removed if none comes.</summary>
internal static class NewFolders
{
    /// <summary>Makes a folder and those above it, as far as they are missing.</summary>
    /// <returns>Those that were made, the outermost first.</returns>
    /// <exception cref="IOException">One cannot be made; none is left.</exception>
    public static IReadOnlyList<string> Make(string folder)
    {
        Stack<string> missing = new();
        for (string? place = Path.GetFullPath(folder);
            place is not null && !Directory.Exists(place); place = Path.GetDirectoryName(place))
            missing.Push(place);
        List<string> made = [];
        try
        {
            foreach (string place in missing)
            {
                if (Posix.TryMakeFolder(place))
                    made.Add(place);
            }
            return made;
        }
        catch (IOException)
        {
            Remove(made);
            throw;
        }
    }

    /// <summary>Removes those that are empty.</summary>
    /// <param name="folders">The outermost first.</param>
    public static void Remove(IEnumerable<string> folders)
    {
        foreach (string folder in folders.Reverse())
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Something else is in it, which is not ours to remove.
            }
        }
    }
}
