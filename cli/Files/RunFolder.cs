using System.Collections.Concurrent;
using System.Text;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Files;

/// <summary>
/// The folder of a run. Files are made in a staging folder and appear together, the manifest last,
/// when the run is complete; a run that ends early leaves nothing behind. One process at a time
/// writes to it. What fragsim did not write stays as it is.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly ConcurrentBag<FileDigest> files = [];
    private readonly string root;
    private readonly bool force;
    private readonly FolderLock held;
    private readonly StagingFolder staging;
    private readonly IReadOnlyList<string> made;
    private bool committed;

    private RunFolder(string root, bool force, FolderLock held, IReadOnlyList<string> made)
    {
        (this.root, this.force, this.held, this.made) = (root, force, held, made);
        staging = StagingFolder.Create(root);
        Leftovers.Add(this);
    }

    /// <summary>What has been written so far, in order of name.</summary>
    public IReadOnlyList<FileDigest> Files =>
        [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Opens a folder for output, which is made when missing, is empty or holds the files
    /// of an earlier run.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="force">Replace files of an earlier run even if they were changed.</param>
    /// <param name="inputs">What is read, and must stay.</param>
    /// <exception cref="OutputException">It cannot be written to, holds what is not ours, or
    /// another process writes to it.</exception>
    public static RunFolder Open(
        string root, bool force = false, params IEnumerable<string> inputs)
    {
        OutputClaim.Check(root, inputs);
        return Open(root, force, () => CheckContent(root, force));
    }

    /// <summary>Opens the folder of a finished run, to replace some of its files.</summary>
    /// <exception cref="OutputException">Another process writes to it.</exception>
    public static RunFolder Reopen(string root, bool force) => Open(root, force, () => { });

    /// <summary>Writes one file, whole, in the staging folder. Threads may write side by side.
    /// </summary>
    /// <param name="name">Path inside the folder, with forward slashes.</param>
    /// <param name="content">Writes the bytes of the file to the stream.</param>
    public void Write(string name, Action<Stream> content) =>
        Guard(root, $"cannot write {name}", () =>
        {
            string path = Publication.Staged(staging, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write))
                content(stream);
            files.Add(FileDigest.Of(path, name));
            return true;
        });

    public void WriteText(string name, Action<TextWriter> content) =>
        Write(name, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(false)) { NewLine = "\n" };
            content(writer);
        });

    /// <summary>Gives all files their names. Files of an earlier run in this folder go.</summary>
    /// <param name="manifest">Is written last: a folder with a manifest is complete.</param>
    public void Commit(byte[] manifest) => Guard(root, "cannot finish the folder", () =>
    {
        string whole = Publication.Staged(staging, FileList.Manifest);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllBytes(whole + ".part", manifest);
        File.Move(whole + ".part", whole);
        Publication.Run(root, staging, force);
        return committed = true;
    });

    /// <summary>Removes what is temporary, and folders that were made for nothing.</summary>
    public void Dispose()
    {
        staging.Dispose();
        if (!committed)
            NewFolders.Remove(made);
        held.Dispose();
        Leftovers.Remove(this);
    }

    private static RunFolder Open(string root, bool force, Action check)
    {
        if (!Directory.Exists(root) && Posix.KindOf(root) != PathKind.Nothing)
        {
            throw new OutputException($"{Printable.Path(root)} is a file; name a folder with "
                + "--out, or "
                + "move the file away.");
        }
        return Guard(root, "cannot make the folder", () =>
        {
            IReadOnlyList<string> made = NewFolders.Make(root);
            FolderLock? held = null;
            try
            {
                held = FolderLock.Try(root) ?? throw new OutputException(
                    $"{Printable.Path(root)}: another fragsim process writes to it; wait until "
                        + "that "
                    + "ends, or choose another folder with --out.");
                Publication.Recover(root, force);
                check();
                return new RunFolder(root, force, held, made);
            }
            catch
            {
                held?.Dispose();
                NewFolders.Remove(made);
                throw;
            }
        });
    }

    /// <summary>Only what an earlier run wrote may be replaced.</summary>
    private static void CheckContent(string root, bool force)
    {
        if (FileList.Read(root, Path.Combine(root, FileList.Manifest)) is { } earlier)
        {
            foreach (string name in earlier.Names)
                earlier.CheckUnchanged(name, force);
        }
        else if (Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName)
            .FirstOrDefault(name => !StagingFolder.IsName(name!)) is { } foreign)
        {
            throw new OutputException($"{Printable.Path(root)} holds {Printable.Path(foreign)}, "
                + "which "
                + "fragsim did not write; choose another folder with --out.");
        }
    }

    private static T Guard<T>(string root, string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (IoReason.IsRefusal(e))
        {
            throw new OutputException($"{Printable.Path(root)}: {what}: {IoReason.Of(e)}; free the "
                + "place or choose another folder with --out.", e);
        }
    }
}
