using System.Text.Json;
using FragSim.Cli.Base;
using FragSim.Sim.Base;

namespace FragSim.Cli.Files.Staging;

/// <summary>The files of a folder that are ours: a manifest lists them with their checksums. A
/// manifest is input like any other, and believed only as far as the files agree with it.</summary>
internal sealed class FileList
{
    public const string Manifest = "manifest.json";

    private const long LongestManifest = 256 << 20;
    private const int LongestName = 4096;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly string root;
    private readonly Dictionary<string, string> checksums = new(StringComparer.Ordinal);

    private FileList(string root) => this.root = root;

    /// <summary>Paths inside the folder, with forward slashes.</summary>
    public IEnumerable<string> Names => checksums.Keys;

    public bool Has(string name) => checksums.ContainsKey(name);

    /// <param name="root">The folder whose files are listed.</param>
    /// <param name="manifest">The list; there is nothing in it when there is no such file.</param>
    /// <exception cref="OutputException">It is not of our making.</exception>
    public static FileList? Read(string root, string manifest)
    {
        switch (Posix.KindOf(manifest))
        {
            case PathKind.Nothing:
                return null;
            case PathKind.File when new FileInfo(manifest).Length <= LongestManifest:
                break;
            default:
                throw Foreign(root);
        }
        FileList list = new(root);
        try
        {
            using FileStream stream = File.OpenRead(manifest);
            using JsonDocument document = JsonDocument.Parse(stream, Strict);
            if (document.RootElement.GetProperty("fragsim").GetString() is null)
                throw Foreign(root);
            foreach (JsonElement file in document.RootElement.GetProperty("files").EnumerateArray())
                list.Add(
                    file.GetProperty("path").GetString(), file.GetProperty("sha256").GetString());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException
            or KeyNotFoundException)
        {
            throw Foreign(root, e);
        }
        return list;
    }

    /// <summary>Are the bytes of a file those that the list has?</summary>
    /// <param name="name">A name in the list.</param>
    public bool Agrees(string name)
    {
        string path = Path.Combine(root, name);
        return Posix.KindOf(path) == PathKind.File
            && FileDigest.Of(path, name).Sha256 == checksums[name];
    }

    /// <exception cref="OutputException">A file is there that was changed since it was written.
    /// </exception>
    public void CheckUnchanged(string name, bool force)
    {
        CheckFolders(root, name);
        PathKind kind = Posix.KindOf(Path.Combine(root, name));
        if (kind == PathKind.Nothing || Agrees(name))
            return;
        if (!force || kind != PathKind.File)
        {
            throw new OutputException($"{Printable.Path(root)}: {Printable.Path(name)} was "
                + "changed since "
                + "fragsim wrote it; choose another folder with --out, or give --force.");
        }
    }

    /// <exception cref="OutputException">What should be a folder of ours is a link or a file.
    /// </exception>
    public static void CheckFolders(string root, string name)
    {
        for (int slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            string folder = name[..slash];
            if (Posix.KindOf(Path.Combine(root, folder))
                is not (PathKind.Folder or PathKind.Nothing))
            {
                throw new OutputException($"{Printable.Path(root)}: {Printable.Path(folder)} is "
                    + "not a "
                    + "folder that fragsim made; choose another folder with --out.");
            }
        }
    }

    private void Add(string? name, string? checksum)
    {
        if (name is null || checksum is null || !IsOurs(name) || !checksums.TryAdd(name, checksum))
        {
            throw new OutputException($"{Printable.Path(root)}: its {Manifest} lists "
                + $"'{Printable.Path(name ?? "")}', as fragsim never does, so nothing there is "
                + "replaced; choose another folder with --out.");
        }
    }

    private static bool IsOurs(string name) =>
        name.Length is > 0 and <= LongestName && name != Manifest
        && !name.Any(char.IsControl) && !name.Contains('\\', StringComparison.Ordinal)
        && name.Split('/').All(part => part is not ("" or "." or ".."))
        && !StagingFolder.IsName(name.Split('/')[0]);

    private static OutputException Foreign(string root, Exception? cause = null) => new(
        $"{Printable.Path(root)} holds a {Manifest} that fragsim did not write; choose another "
            + "folder "
        + "with --out.", cause);
}
