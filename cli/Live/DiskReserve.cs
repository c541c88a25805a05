namespace FragSim.Cli.Live;

/// <summary>Room on the disk that is kept for the end of a recording: a file of that size, which is
/// removed when the room is needed.</summary>
internal sealed class DiskReserve : IDisposable
{
    private readonly string path;

    /// <param name="path">A new file.</param>
    /// <param name="bytes">How much is kept.</param>
    /// <exception cref="IOException">The disk has not so much room.</exception>
    public DiskReserve(string path, long bytes)
    {
        this.path = path;
        using FileStream file = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            PreallocationSize = bytes,
        });
    }

    /// <summary>The disk was full, and the reserve is in use.</summary>
    public bool IsSpent { get; private set; }

    public void Spend()
    {
        IsSpent = true;
        File.Delete(path);
    }

    public void Dispose() => File.Delete(path);
}
