namespace FragSim.Cli.Live;

/// <summary>New files that only their owner may read: they tell what a machine's memory holds.
/// </summary>
internal static class PrivateFile
{
    /// <summary>Unbuffered.</summary>
    /// <exception cref="IOException">It cannot be made, or is there already.</exception>
    public static FileStream Create(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    public static void Write(string path, byte[] content)
    {
        using FileStream file = Create(path);
        file.Write(content);
    }
}
