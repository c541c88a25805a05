using FragSim.Cli.Base;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Files.Staging;

/// <summary>One file in the making, which appears under its name only once it is whole. A file
/// that is there already is replaced only by the same bytes, or by force.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly string target;
    private readonly bool force;
    private readonly StagingFolder staging;

    /// <param name="target">The name that the file will have.</param>
    /// <param name="force">Replace a file that is there already.</param>
    /// <param name="inputs">What is read, and must stay.</param>
    /// <exception cref="OutputException">No file can appear there.</exception>
    public StagedFile(string target, bool force, params IEnumerable<string> inputs)
    {
        (this.target, this.force) = (target, force);
        OutputClaim.Check(target, inputs);
        if (Posix.KindOf(target) is PathKind.Folder or PathKind.Special)
        {
            throw new OutputException(
                $"{Printable.Path(target)}: is not a file; name a file for the output.");
        }
        string parent = Path.GetDirectoryName(Path.GetFullPath(target))!;
        if (!Directory.Exists(parent))
        {
            throw new OutputException($"{Printable.Path(target)}: cannot be written: there is no "
                + $"folder {Printable.Path(parent)}; make it, or choose another place.");
        }
        staging = Guarded(() =>
        {
            StagingFolder.Sweep(parent);
            return StagingFolder.Create(parent);
        });
        StagedPath = staging[Path.GetFileName(target)];
    }

    /// <summary>Where the file is made; nothing is there yet.</summary>
    public string StagedPath { get; }

    /// <summary>Writes a whole file.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(
        string target, byte[] content, bool force, params IEnumerable<string> inputs)
    {
        using StagedFile file = new(target, force, inputs);
        file.Guarded(() =>
        {
            File.WriteAllBytes(file.StagedPath, content);
            return true;
        });
        file.Complete();
    }

    /// <summary>Gives the file, which was closed, its name.</summary>
    /// <exception cref="OutputException">Another file has that name.</exception>
    public void Complete() => Guarded(() =>
    {
        lock (Leftovers.Naming)
        {
            bool taken = Posix.KindOf(target) != PathKind.Nothing;
            if (taken && !force && !SameBytes())
            {
                throw new OutputException($"{Printable.Path(target)}: is there already and "
                    + "would be "
                    + "replaced; choose another name, or give --force.");
            }
            if (!taken || force)
                File.Move(StagedPath, target, overwrite: force);
            return Leftovers.HasNamed = true;
        }
    });

    /// <summary>Removes a file that was not completed.</summary>
    public void Dispose() => staging.Dispose();

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
                + $"{IoReason.Of(e)}; choose another place.", e);
        }
    }

    private bool SameBytes() => Posix.KindOf(target) == PathKind.File
        && FileDigest.Of(target, "") == FileDigest.Of(StagedPath, "");
}
