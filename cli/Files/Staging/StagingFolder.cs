using System.Security.Cryptography;

namespace FragSim.Cli.Files.Staging;

/// <summary>
/// A private folder in which output is made, in the place where it will appear, so that a rename
/// is all that is left to do. Its name is random, it is made only if nothing of that name is there,
/// and it is locked as long as its owner lives: what a killed owner left is known by its free lock.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private const string Prefix = ".fragsim-";
    private const int Digits = 32;
    private const int Attempts = 16;

    private readonly FolderLock held;

    private StagingFolder(string path, FolderLock held)
    {
        (Path, this.held) = (path, held);
        Leftovers.Add(this);
    }

    public string Path { get; }

    /// <summary>A later run must complete what is in it: it outlives this process.</summary>
    public bool IsKept { get; set; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <param name="parent">The folder in which the output will appear.</param>
    /// <exception cref="IOException">The folder takes no files.</exception>
    public static StagingFolder Create(string parent)
    {
        for (int i = 0; i < Attempts; i++)
        {
            string path = System.IO.Path.Combine(
                parent, Prefix + RandomNumberGenerator.GetHexString(Digits, lowercase: true));
            Posix.MakeFolder(path);
            // Until it is locked it looks abandoned, and a sweep may remove it.
            if (TryHold(path) is { } staging)
                return staging;
        }
        throw new IOException("other processes are in the way");
    }

    /// <summary>Those in a folder whose owners are gone. They are held from then on, and removed
    /// when they are disposed.</summary>
    public static IReadOnlyList<StagingFolder> Abandoned(string parent) =>
        [.. Directory.EnumerateDirectories(parent, Prefix + "*")
            .Where(path => IsName(System.IO.Path.GetFileName(path)))
            .Select(TryHold).OfType<StagingFolder>()];

    /// <summary>Removes what killed processes left in a folder, but not what a later run into that
    /// folder can complete.</summary>
    public static void Sweep(string parent)
    {
        foreach (StagingFolder staging in Abandoned(parent))
        {
            if (Publication.IsComplete(staging))
            {
                staging.Release();
                continue;
            }
            StagedFolder.RemoveClaim(staging);
            staging.Dispose();
        }
    }

    public static bool IsName(string name) =>
        name.Length == Prefix.Length + Digits && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower);

    /// <summary>Leaves the folder for a later run.</summary>
    public void Release()
    {
        Leftovers.Remove(this);
        held.Dispose();
    }

    /// <summary>Removes the folder with all that is in it.</summary>
    public void Dispose()
    {
        try
        {
            if (!IsKept && Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run into the same place removes it.
        }
        Release();
    }

    /// <summary>Null when it has an owner, is not ours or is gone.</summary>
    private static StagingFolder? TryHold(string path)
    {
        try
        {
            if (Posix.KindOf(path) != PathKind.Folder || !Posix.IsOwn(path)
                || FolderLock.Try(path) is not { } held)
                return null;
            if (Posix.KindOf(path) == PathKind.Folder)
                return new StagingFolder(path, held);
            held.Dispose();
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
