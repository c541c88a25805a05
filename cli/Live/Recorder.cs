using System.Diagnostics;
using FragSim.Cli.Files;
using FragSim.Sim;
using FragSim.Workloads.Text;

namespace FragSim.Cli.Live;

/// <summary>What came of a recording.</summary>
internal sealed record Recorded(
    double Seconds, long Lines, long Lost, long Bytes, IReadOnlyList<string> Events);

/// <summary>Records a machine's page allocator: its state, its events, its state again.</summary>
/// <param name="machine">The machine.</param>
/// <param name="remove">Removes the folder of a trace instance, as rmdir does.</param>
internal sealed class Recorder(MachineFiles machine, Action<string> remove)
{
    /// <summary>Least room that must be left on the disk while recording.</summary>
    private const long ReserveBytes = 64 << 20;
    private const long BytesASecond = 2 << 20;
    private const long MostPerSnapshot = 4;

    private static readonly string[] Before = ["zoneinfo", "vmstat", "meminfo", "slabinfo"];

    /// <param name="folder">A new folder, for nothing but this recording.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="bufferKiB">Size of the ring of each CPU.</param>
    /// <param name="tick">Is told the seconds that have passed and the events so far.</param>
    /// <exception cref="InputException">The machine cannot be recorded.</exception>
    /// <exception cref="OutputException">The disk is too small.</exception>
    /// <exception cref="OperationCanceledException">Everything has been put back.</exception>
    public Recorded Run(string folder, double seconds, int bufferKiB,
        Action<double, long> tick, CancellationToken cancel)
    {
        string tracefs = machine.Tracefs();
        CheckRoom(folder, (long)(seconds * BytesASecond) + ReserveBytes + FlagsBytes());
        using TracefsInstance instance = new(tracefs, bufferKiB, remove);
        Directory.CreateDirectory(folder);
        string trace = Path.Combine(folder, "trace.ftrace.txt.zst");
        long lines, lost;
        double took;
        using (EventStream stream = new(instance.OpenPipe(), trace,
            () => FreeBytes(folder) > ReserveBytes, instance.Stop))
        {
            instance.Start();
            Snapshot(folder, "00-start", instance);
            Stopwatch watch = Stopwatch.StartNew();
            while (watch.Elapsed.TotalSeconds < seconds && stream.Failure is null)
            {
                cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(
                    Math.Clamp(seconds - watch.Elapsed.TotalSeconds, 0.001, 0.2)));
                cancel.ThrowIfCancellationRequested();
                tick(watch.Elapsed.TotalSeconds, stream.Lines);
            }
            took = watch.Elapsed.TotalSeconds;
            Snapshot(folder, "99-end", instance);
            Guard(stream.Finish);
            lost = instance.Lost();
            lines = stream.Lines;
        }
        Meta(folder);
        return new Recorded(took, lines, lost, new FileInfo(trace).Length, instance.Events);
    }

    /// <summary>The tables that change fastest are read last, beside the mark at which a replay
    /// begins.</summary>
    private void Snapshot(string folder, string name, TracefsInstance instance)
    {
        string place = Path.Combine(folder, "snap", name);
        Directory.CreateDirectory(place);
        instance.Mark($"ORACLE snap {name} begin");
        Copy("kpageflags", Path.Combine(place, "kpageflags.bin.zst"));
        foreach (string file in Before)
            Copy(file, Path.Combine(place, file + ".txt"));
        Copy("pagetypeinfo", Path.Combine(place, "pagetypeinfo.txt"));
        Copy("buddyinfo", Path.Combine(place, "buddyinfo.txt"));
        instance.Mark($"ORACLE snap {name} lists-read");
        Copy("kpagecount", Path.Combine(place, "kpagecount.bin.zst"));
    }

    private void Copy(string name, string to)
    {
        string from = Path.Combine(machine.Proc, name);
        if (!File.Exists(from))
            return;
        try
        {
            using FileStream input = new(
                from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 18);
            using Stream output = CompressedFile.Create(to);
            input.CopyTo(output, 1 << 18);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException(
                $"record: {from} may not be read: {e.Message}; run it as root", e);
        }
    }

    /// <summary>What shapes the machine's judgement, under the names that a replay knows.</summary>
    private void Meta(string folder)
    {
        string place = Path.Combine(folder, "meta");
        Directory.CreateDirectory(place);
        foreach ((string name, string path) in ((string, string)[])
            [
                ("cmdline", "/proc/cmdline"), ("version", "/proc/version"),
                ("thp_enabled", "/sys/kernel/mm/transparent_hugepage/enabled"),
                ("thp_defrag", "/sys/kernel/mm/transparent_hugepage/defrag"),
                ("compaction_proactiveness", "/proc/sys/vm/compaction_proactiveness"),
                ("extfrag_threshold", "/proc/sys/vm/extfrag_threshold"),
                ("min_free_kbytes", "/proc/sys/vm/min_free_kbytes"),
            ])
        {
            if (machine.Read(path) is { } text)
                File.WriteAllText(Path.Combine(place, name + ".txt"), text + "\n");
        }
    }

    /// <summary>Eight bytes a frame, twice, of which compression leaves a small part.</summary>
    private long FlagsBytes()
    {
        string[] words = (machine.Read("/proc/meminfo") ?? "").Split('\n')[0].Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, string kib, ..] && long.TryParse(kib, out long total)
            ? total / 4 * sizeof(ulong) / MostPerSnapshot : 0;
    }

    private static void CheckRoom(string folder, long needed)
    {
        long free = FreeBytes(folder);
        if (free < needed)
        {
            throw new OutputException(
                $"{Existing(folder)}: has room for {free >> 20} MiB, but the recording may need "
                + $"{needed >> 20} MiB; free some or choose another disk with --out.");
        }
    }

    private static long FreeBytes(string folder) =>
        new DriveInfo(Existing(folder)).AvailableFreeSpace;

    /// <summary>The nearest folder that is there.</summary>
    private static string Existing(string folder)
    {
        string? place = Path.GetFullPath(folder);
        while (place is not null && !Directory.Exists(place))
            place = Path.GetDirectoryName(place);
        return place ?? "/";
    }

    private static void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (IOException e)
        {
            throw new OutputException(
                $"record: the recording broke off: {e.Message}; nothing was kept.", e);
        }
    }
}
