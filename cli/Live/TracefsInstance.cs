using System.Globalization;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Live;

/// <summary>
/// A ring buffer of our own within tracefs, apart from the global one and from those of others. It
/// is removed when it is disposed, and with it everything that was switched on. Its name tells its
/// process, so that a later recording removes what a killed one left.
/// </summary>
internal sealed class TracefsInstance : IDisposable
{
    private static readonly string[] Needed = ["kmem/mm_page_alloc", "kmem/mm_page_free"];

    private static readonly string[] Useful =
    [
        "compaction/mm_compaction_begin", "compaction/mm_compaction_end",
        "vmscan/mm_vmscan_direct_reclaim_begin", "vmscan/mm_vmscan_direct_reclaim_end",
        "vmscan/mm_vmscan_kswapd_wake", "vmscan/mm_vmscan_kswapd_sleep",
    ];

    private const int Attempts = 50;

    private readonly string folder;
    private readonly IInstanceFolders folders;
    private readonly bool isOurs;

    /// <param name="machine">Tells where tracefs is mounted, and which processes live.</param>
    /// <param name="bufferKiB">Size of the ring of each CPU.</param>
    /// <param name="folders">Makes and removes the folders of instances.</param>
    /// <exception cref="InputException">The kernel has no such events, or refuses.</exception>
    public TracefsInstance(MachineFiles machine, int bufferKiB, IInstanceFolders folders)
    {
        string instances = Path.Combine(machine.Tracefs(), "instances");
        folder = Path.Combine(instances, InstanceName.Of(machine, Environment.ProcessId));
        this.folders = folders;
        Leftovers.Add(this);
        try
        {
            Sweep(machine, instances);
            folders.Make(folder);
            isOurs = true;
            Set("tracing_on", "0");
            Set("buffer_size_kb", bufferKiB.ToString(CultureInfo.InvariantCulture));
            // Only such clocks are the same on all CPUs.
            if (!TrySet("trace_clock", "mono"))
                Set("trace_clock", "global");
            foreach (string name in Needed)
                Set($"events/{name}/enable", "1");
            Events = [.. Needed, .. Useful.Where(e => TrySet($"events/{e}/enable", "1"))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new InputException(
                $"record: the kernel does not let its page allocator be traced: "
                + $"{IoReason.Of(e)}; it "
                + "needs the events kmem:mm_page_alloc and mm_page_free, and root's rights", e);
        }
    }

    /// <summary>The events that are recorded.</summary>
    public IReadOnlyList<string> Events { get; } = [];

    public void Start() => Set("tracing_on", "1");

    /// <summary>The last line that comes out of the pipe, which has no end of its own.</summary>
    public static ReadOnlySpan<byte> LastWords => "ORACLE recording ends"u8;

    /// <summary>No more events come; a reader gets those that are left, then the last words.
    /// </summary>
    public void Stop()
    {
        Set("events/enable", "0");
        Mark(System.Text.Encoding.ASCII.GetString(LastWords));
    }

    public void Mark(string text) => Set("trace_marker", text);

    /// <summary>The events as text; a read waits until there are some.</summary>
    public FileStream OpenPipe() => new(Path.Combine(folder, "trace_pipe"), FileMode.Open,
        FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);

    /// <summary>Events that the rings of all CPUs had no room for.</summary>
    public long Lost()
    {
        string cpus = Path.Combine(folder, "per_cpu");
        return !Directory.Exists(cpus) ? 0 : Directory.EnumerateDirectories(cpus)
            .SelectMany(cpu => File.ReadAllLines(Path.Combine(cpu, "stats")))
            .Select(line => line.Split(": "))
            .Where(words => words is ["overrun" or "commit overrun" or "dropped events", _])
            .Sum(words => long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        Leftovers.Remove(this);
        if (!isOurs)
            return;
        TrySet("tracing_on", "0");
        TrySet("events/enable", "0");
        // A reader of it keeps it busy for a moment.
        for (int attempt = 0; attempt < Attempts && !TryRemove(folder); attempt++)
            Thread.Sleep(20);
    }

    /// <summary>Removes instances whose processes are gone. The kernel keeps those that are being
    /// read.</summary>
    private void Sweep(MachineFiles machine, string instances)
    {
        foreach (string instance in Directory.EnumerateDirectories(instances))
        {
            if (InstanceName.IsAbandoned(machine, Path.GetFileName(instance)))
                TryRemove(instance);
        }
    }

    private bool TryRemove(string instance)
    {
        try
        {
            if (Directory.Exists(instance))
                folders.Remove(instance);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Set(string name, string value)
    {
        using FileStream file = new(
            Path.Combine(folder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
        file.Write(System.Text.Encoding.ASCII.GetBytes(value));
    }

    private bool TrySet(string name, string value)
    {
        try
        {
            Set(name, value);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
