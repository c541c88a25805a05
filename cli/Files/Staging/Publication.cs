using FragSim.Cli.Base;
using FragSim.Sim.Base;

namespace FragSim.Cli.Files.Staging;

/// <summary>
/// Gives the finished files of a run their names, in place of those of an earlier run. All is
/// checked before anything moves. From the moment at which the earlier manifest is set aside, the
/// work is only completed, never taken back: what a kill leaves there, the next run completes.
/// </summary>
internal static class Publication
{
    private const string New = "new";
    private const string EarlierManifest = "earlier-manifest.json";

    /// <summary>Where a file waits for its name.</summary>
    public static string Staged(StagingFolder staging, string name) =>
        staging[Path.Combine(New, name)];

    /// <summary>Are all files of the run there, so that they only need their names?</summary>
    public static bool IsComplete(StagingFolder staging) =>
        File.Exists(Staged(staging, FileList.Manifest));

    /// <summary>Completes what killed runs began to name, and removes what they left unfinished.
    /// </summary>
    /// <exception cref="OutputException">A file of that run was changed since.</exception>
    public static void Recover(string root, bool force)
    {
        IReadOnlyList<StagingFolder> abandoned = StagingFolder.Abandoned(root);
        try
        {
            foreach (StagingFolder staging in abandoned)
            {
                if (IsComplete(staging))
                    Run(root, staging, force);
                staging.Dispose();
            }
        }
        finally
        {
            foreach (StagingFolder staging in abandoned)
                staging.Release();
        }
    }

    /// <param name="root">The folder of the run.</param>
    /// <param name="staging">Its finished files with their manifest.</param>
    /// <param name="force">Replace files of ours even if they were changed.</param>
    /// <exception cref="OutputException">A file that is not ours is in the way.</exception>
    public static void Run(string root, StagingFolder staging, bool force)
    {
        string manifest = Path.Combine(root, FileList.Manifest);
        FileList next = FileList.Read(root, Staged(staging, FileList.Manifest))!;
        FileList? earlier = FileList.Read(root, staging[EarlierManifest])
            ?? FileList.Read(root, manifest);
        string[] moving = [.. next.Names.Where(name => File.Exists(Staged(staging, name)))];
        string[] obsolete = [.. earlier?.Names.Where(name => !next.Has(name)) ?? []];
        foreach (string name in moving)
            CheckPlace(root, name, next, earlier, force);
        foreach (string name in obsolete)
            earlier!.CheckUnchanged(name, force);
        lock (Leftovers.Naming)
        {
            MakeFolders(root, moving);
            staging.IsKept = true;
            if (File.Exists(manifest) && !File.Exists(staging[EarlierManifest]))
                File.Move(manifest, staging[EarlierManifest]);
            Remove(root, obsolete);
            foreach (string name in moving)
                File.Move(Staged(staging, name), Path.Combine(root, name), overwrite: true);
            File.Move(Staged(staging, FileList.Manifest), manifest);
            staging.IsKept = false;
            Leftovers.HasNamed = true;
        }
    }

    private static void CheckPlace(
        string root, string name, FileList next, FileList? earlier, bool force)
    {
        FileList.CheckFolders(root, name);
        if (Posix.KindOf(Path.Combine(root, name)) == PathKind.Nothing || next.Agrees(name))
            return;
        if (earlier is null || !earlier.Has(name))
        {
            throw new OutputException($"{Printable.Path(root)}: {Printable.Path(name)} is there "
                + "and "
                + "fragsim did not write it; move it away, or choose another folder with --out.");
        }
        earlier.CheckUnchanged(name, force);
    }

    /// <summary>Before anything is decided: on a full disk this is what fails.</summary>
    private static void MakeFolders(string root, IEnumerable<string> names)
    {
        List<string> made = [];
        try
        {
            foreach (string name in names)
                made.AddRange(NewFolders.Make(Path.GetDirectoryName(Path.Combine(root, name))!));
        }
        catch (IOException)
        {
            NewFolders.Remove(made);
            throw;
        }
    }

    /// <summary>Removes files, and the folders that become empty by that.</summary>
    private static void Remove(string root, IEnumerable<string> names)
    {
        foreach (string name in names.Where(name => File.Exists(Path.Combine(root, name))))
        {
            File.Delete(Path.Combine(root, name));
            string? folder = Path.GetDirectoryName(name);
            for (; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
                NewFolders.Remove([Path.Combine(root, folder)]);
        }
    }
}
