using System.Collections.Concurrent;
using System.Text;

namespace FragSim.Cli.Files;

/// <summary>
/// The folder of a run. Files are written under temporary names and appear together, the manifest
/// last, when the run is complete; a run that ends early leaves nothing behind.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly ConcurrentBag<FileDigest> files = [];
    private readonly string root;
    private readonly string staging;
    private readonly bool isNew;
    private bool committed;

    private RunFolder(string root, string staging, bool isNew)
    {
        this.root = root;
        this.staging = staging;
        this.isNew = isNew;
    }

    /// <summary>What has been written so far, in order of name.</summary>
    public IReadOnlyList<FileDigest> Files =>
        [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Takes a folder for output, which is made when missing.</summary>
    /// <exception cref="OutputException">It cannot be written to, or holds what is not ours.
    /// </exception>
    public static RunFolder Open(string root)
    {
        if (File.Exists(root))
        {
            throw new OutputException(
                $"{root} is a file; name a folder with --out, or move the file away.");
        }
        return Guard(root, "cannot make the folder", () =>
        {
            EarlierRun.Check(root);
            bool isNew = !Directory.Exists(root);
            Directory.CreateDirectory(root);
            string staging = Path.Combine(root, $".fragsim-{Guid.NewGuid():N}");
            Directory.CreateDirectory(staging);
            return new RunFolder(root, staging, isNew);
        });
    }

    /// <summary>Writes one file, whole, under a temporary name. Threads may write side by side.
    /// </summary>
    /// <param name="name">Path inside the folder, with forward slashes.</param>
    public void Write(string name, Action<Stream> content) =>
        Guard(root, $"cannot write {name}", () =>
        {
            string path = Path.Combine(staging, name);
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
    public void Commit(byte[] manifest)
    {
        List<string> moved = [];
        try
        {
            Guard(root, "cannot finish the folder", () =>
            {
                string staged = Path.Combine(staging, EarlierRun.Manifest);
                File.WriteAllBytes(staged, manifest);
                string[] names = [.. Files.Select(f => f.Path)];
                if (names.FirstOrDefault(n => Directory.Exists(Path.Combine(root, n))) is { } taken)
                    throw new IOException($"{taken} is a folder");
                EarlierRun.Remove(root);
                foreach (string name in names.Append(EarlierRun.Manifest))
                {
                    string target = Path.Combine(root, name);
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.Move(Path.Combine(staging, name), target, overwrite: true);
                    moved.Add(target);
                }
                return committed = true;
            });
        }
        finally
        {
            if (!committed)
                moved.ForEach(File.Delete);
        }
    }

    /// <summary>Removes what is temporary, and the folder too when it was made for nothing.
    /// </summary>
    public void Dispose()
    {
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        if (!committed && isNew && Directory.Exists(root))
            EarlierRun.RemoveEmptyFolders(root);
    }

    private static T Guard<T>(string root, string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = e.Message.TrimEnd('.');
            throw new OutputException(
                $"{root}: {what}: {why}; free the place or choose another folder with --out.", e);
        }
    }
}
