namespace FragSim.Workloads.Text;

/// <summary>A file in the making, which appears under its name only once it is complete.</summary>
internal sealed class NewFile : IDisposable
{
    private const string Unfinished = ".part";

    private readonly string path;
    private bool closed;

    /// <param name="path">An existing file is replaced in the end.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public NewFile(string path)
    {
        this.path = path;
        Stream = new FileStream(
            path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    public FileStream Stream { get; }

    /// <summary>Ends the file, whose stream may be closed already, and gives it its name.
    /// </summary>
    public void Complete()
    {
        Stream.Dispose();
        File.Move(path + Unfinished, path, overwrite: true);
        closed = true;
    }

    /// <summary>Removes a file that was not completed.</summary>
    public void Dispose()
    {
        if (closed)
            return;
        closed = true;
        Stream.Dispose();
        File.Delete(path + Unfinished);
    }
}
