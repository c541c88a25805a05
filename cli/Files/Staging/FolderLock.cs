using Microsoft.Win32.SafeHandles;

namespace FragSim.Cli.Files.Staging;

/// <summary>A lock on a folder, which the system takes back when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock(SafeFileHandle folder) : IDisposable
{
    /// <summary>Null when another process holds the lock.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static FolderLock? Try(string folder) =>
        Posix.TryLock(folder) is { } handle ? new FolderLock(handle) : null;

    public void Dispose()
    {
        // Closing is not enough while a child process, just forked, has the handle too.
        if (!folder.IsClosed)
            Posix.Unlock(folder);
        folder.Dispose();
    }
}
