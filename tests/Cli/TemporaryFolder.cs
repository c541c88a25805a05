namespace FragSim.Tests.Cli;

/// <summary>A folder that lasts as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fragsim-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>All files by their names inside the folder, in order.</summary>
    public string[] Names => [.. Directory
        .EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Path, path))
        .Order(StringComparer.Ordinal)];

    /// <summary>Who may do what with a file; nothing where there are no such rights.</summary>
    public static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
