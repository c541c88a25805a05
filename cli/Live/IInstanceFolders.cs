using FragSim.Cli.Files.Staging;

namespace FragSim.Cli.Live;

/// <summary>Folders in which the kernel makes files of its own.</summary>
internal interface IInstanceFolders
{
    /// <exception cref="IOException">It is there already, or refused.</exception>
    void Make(string folder);

    /// <exception cref="IOException">It is in use.</exception>
    void Remove(string folder);
}

/// <summary>Those of tracefs: mkdir makes an instance, rmdir removes it with its files.</summary>
internal sealed class TracefsFolders : IInstanceFolders
{
    public void Make(string folder) => Posix.MakeFolder(folder);

    public void Remove(string folder) => Directory.Delete(folder);
}
