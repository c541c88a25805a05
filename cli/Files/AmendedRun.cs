using System.Text.Json.Nodes;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;

namespace FragSim.Cli.Files;

/// <summary>One file of a finished run that is made again, and its line in the manifest with it.
/// </summary>
internal static class AmendedRun
{
    /// <param name="root">The folder of the run.</param>
    /// <param name="name">Path inside the folder, with forward slashes.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="force">Replace the file even if it was changed.</param>
    /// <exception cref="OutputException">It cannot be written, or another file has that name.
    /// </exception>
    public static void Write(string root, string name, byte[] content, bool force)
    {
        string manifest = Path.Combine(root, FileList.Manifest);
        if (FileList.Read(root, manifest) is null)
        {
            StagedFile.Write(Path.Combine(root, name), content, force);
            return;
        }
        using RunFolder folder = RunFolder.Reopen(root, force);
        folder.Write(name, stream => stream.Write(content));
        folder.Commit(Json.Write(Amended(File.ReadAllBytes(manifest), folder.Files)));
    }

    private static JsonObject Amended(byte[] manifest, IReadOnlyList<FileDigest> changed)
    {
        JsonObject whole = JsonNode.Parse(manifest)!.AsObject();
        JsonArray files = whole["files"]!.AsArray();
        foreach (FileDigest file in changed)
        {
            int at = 0;
            while (at < files.Count && string.CompareOrdinal(Name(files[at]), file.Path) < 0)
                at++;
            if (at < files.Count && Name(files[at]) == file.Path)
                files.RemoveAt(at);
            files.Insert(at, JsonNode.Parse(Json.Write(file)));
        }
        return whole;
    }

    private static string Name(JsonNode? file) => (string)file!["path"]!;
}
