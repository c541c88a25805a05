using System.Globalization;
using FragSim.Sim.Base;

namespace FragSim.Traces.Text;

/// <summary>The most that any reader accepts. No input, however small, long or compressed, makes a
/// reader take more memory than these limits allow.</summary>
public static class InputLimits
{
    /// <summary>Bytes of a JSON file that tells of a recording or a run.</summary>
    public const int JsonBytes = 16 << 20;

    /// <summary>Bytes of a file of prices.</summary>
    public const int CostsBytes = 1 << 16;

    /// <summary>Bytes at the beginning of a pipe that are kept, so that its format can be told and
    /// its header be read before its events are.</summary>
    public const int PipeHeadBytes = 16 << 20;

    /// <summary>Zones of one machine: five on each of up to 64 nodes.</summary>
    public const int Zones = 320;

    /// <summary>Free lists and per-CPU lists of one machine.</summary>
    public const int Lists = 1 << 20;

    /// <summary>Pageblocks of one machine: 8 TiB in blocks of 2 MiB.</summary>
    public const int Pageblocks = 1 << 22;

    /// <summary>Requests of one recording.</summary>
    public const int Requests = 1 << 20;

    /// <summary>Names of phases and snapshots in one trace.</summary>
    public const int Names = 1 << 16;

    /// <summary>Characters of all these names.</summary>
    public const int NameCharacters = 16 << 20;

    /// <summary>Files of settings in the folder of a recording.</summary>
    public const int Settings = 1024;

    /// <summary>Bytes that the start state and the model need for each frame of a machine, about.
    /// </summary>
    private const ulong BytesPerFrame = 64;

    /// <summary>Frames that a file claims but shows nothing of, which are believed all the same:
    /// holes, and memory of up to 4 GiB.</summary>
    private const ulong UnseenFrames = 1 << 20;

    /// <summary>As many of something as there is memory for, when half of it is left to the rest.
    /// </summary>
    /// <param name="bytes">What each takes.</param>
    public static long MostOf(int bytes) =>
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / bytes;

    /// <summary>Refuses a machine that is larger than this process can model.</summary>
    /// <param name="place">The file that tells the size, and perhaps its line.</param>
    /// <param name="frames">Frames of 4 KiB.</param>
    /// <exception cref="InputException">There is not enough memory for as many frames.</exception>
    public static void CheckFrames(string place, ulong frames)
    {
        ulong memory = (ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (frames > Math.Min(memory / BytesPerFrame, int.MaxValue))
            throw new InputException($"{place}: zones end at {GiB(frames << 12)} GiB, which takes "
                + $"about {GiB(frames * BytesPerFrame)} GiB of memory to model, and there are "
                + $"{GiB(memory)}; use a larger computer, or correct spanned and start_pfn");
    }

    /// <summary>Refuses a size that is far beyond what the data bears out.</summary>
    /// <param name="path">The file with the data.</param>
    /// <param name="claimed">Frames, as another file tells.</param>
    /// <param name="seen">Frames that there is data of.</param>
    /// <exception cref="InputException">More than half are missing.</exception>
    public static void CheckSeen(string path, ulong claimed, ulong seen)
    {
        if (claimed > (2 * seen) + UnseenFrames)
            throw new InputException($"{path}: tells of {seen} frames, but the zones end at frame "
                + $"{claimed}; the two are of different machines, or damaged: copy both again");
    }

    private static string GiB(ulong bytes) =>
        (bytes / (double)(1 << 30)).ToString("0.#", CultureInfo.InvariantCulture);
}
