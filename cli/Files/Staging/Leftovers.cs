namespace FragSim.Cli.Files.Staging;

/// <summary>What must be removed before the process ends, also when an interruption ends it in the
/// middle of work.</summary>
internal static class Leftovers
{
    private static readonly HashSet<IDisposable> All = [];

    /// <summary>Held while finished output gets its names: an interruption waits for that.
    /// </summary>
    public static Lock Naming { get; } = new();

    /// <summary>Some output has got its name.</summary>
    public static bool HasNamed { get; set; }

    public static void Add(IDisposable leftover)
    {
        lock (All)
            All.Add(leftover);
    }

    public static void Remove(IDisposable leftover)
    {
        lock (All)
            All.Remove(leftover);
    }

    /// <summary>Removes all, newest last.</summary>
    public static void RemoveAll()
    {
        IDisposable[] all;
        lock (All)
            all = [.. All];
        foreach (IDisposable leftover in all)
            leftover.Dispose();
    }
}
