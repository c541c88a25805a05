using FragSim.Cli.Base;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Files.Staging;

/// <summary>A new folder in the making, which only its owner may enter, and which appears under its
/// name only once it is whole.</summary>
internal sealed class StagedFolder : IDisposable
{
    private const string New = "new";

    /// <summary>Holds the name of the empty folder that claims the place.</summary>
    private const string ClaimFile = "claim";

    private readonly string target;
    private readonly List<string> made = [];
    private readonly FolderLock held;
    private readonly StagingFolder staging;
    private bool completed;

    /// <param name="target">The name that the folder will have: nothing is there, or an empty
    /// folder.</param>
    /// <exception cref="OutputException">No folder can appear there.</exception>
    public StagedFolder(string target)
    {
        this.target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (Posix.KindOf(this.target) is not (PathKind.Nothing or PathKind.Folder)
            || (Directory.Exists(this.target)
                && Directory.EnumerateFileSystemEntries(this.target).Any()))
        {
            throw new OutputException(
                $"{Printable.Path(target)}: is there already; name a new folder with --out.");
        }
        string parent = Path.GetDirectoryName(this.target)!;
        (held, staging) = Guarded(() => Claim(parent));
    }

    /// <summary>The folder as long as it is not whole.</summary>
    public string StagedPath => staging[New];

    /// <summary>Gives the folder its name.</summary>
    /// <exception cref="OutputException">Something of that name is there.</exception>
    public void Complete() => Guarded(() =>
    {
        lock (Leftovers.Naming)
        {
            Posix.RenameFolder(StagedPath, target);
            return completed = Leftovers.HasNamed = true;
        }
    });

    /// <summary>Removes a folder that was not completed.</summary>
    public void Dispose()
    {
        staging.Dispose();
        if (!completed)
            NewFolders.Remove(made);
        held.Dispose();
    }

    /// <summary>Runs a part of the work, and says in plain words what the system refuses.</summary>
    /// <exception cref="OutputException">It was refused.</exception>
    public T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IoReason.IsRefusal(e))
        {
            throw new OutputException($"{Printable.Path(target)}: cannot be written: "
                + $"{IoReason.Of(e)}; choose another place with --out.", e);
        }
    }

    /// <summary>An empty folder of the final name keeps others away from it.</summary>
    private (FolderLock Held, StagingFolder Staging) Claim(string parent)
    {
        made.AddRange(NewFolders.Make(parent));
        StagingFolder.Sweep(parent);
        StagingFolder staging = StagingFolder.Create(parent);
        try
        {
            Posix.MakeFolder(staging[New]);
            if (Posix.KindOf(target) == PathKind.Nothing)
            {
                File.WriteAllText(staging[ClaimFile], Path.GetFileName(target));
                Posix.MakeFolder(target);
                made.Add(target);
            }
            return (FolderLock.Try(target) ?? throw new OutputException(
                $"{Printable.Path(target)}: another fragsim process writes to it; wait until that "
                + "ends, or choose another folder with --out."), staging);
        }
        catch
        {
            staging.Dispose();
            NewFolders.Remove(made);
            throw;
        }
    }

    /// <summary>Removes the empty folder with which a killed process claimed a place.</summary>
    public static void RemoveClaim(StagingFolder abandoned)
    {
        if (Posix.KindOf(abandoned[ClaimFile]) != PathKind.File)
            return;
        string name = Path.GetFileName(File.ReadAllText(abandoned[ClaimFile]));
        string claimed = Path.Combine(Path.GetDirectoryName(abandoned.Path)!, name);
        if (name.Length > 0 && Posix.KindOf(claimed) == PathKind.Folder)
            NewFolders.Remove([claimed]);
    }
}
