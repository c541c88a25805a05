using FragSim.Cli.Base;
using FragSim.Sim.Base;

namespace FragSim.Cli.Live;

/// <summary>Room on the disk of a folder.</summary>
internal static class DiskRoom
{
    public static long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    /// <param name="folder">Where a recording is to be written.</param>
    /// <param name="free">Room there.</param>
    /// <param name="needed">Room that the recording may need.</param>
    /// <exception cref="OutputException">It may not be enough.</exception>
    public static void Check(string folder, long free, long needed)
    {
        if (free < needed)
        {
            throw new OutputException(
                $"{Printable.Path(folder)}: has room for {free >> 20} MiB, but the recording "
                    + "may need "
                + $"{needed >> 20} MiB; free some or choose another disk with --out.");
        }
    }
}
