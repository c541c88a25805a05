using System.Diagnostics;
using System.Text;
using FragSim.Cli.Base;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Live;

/// <summary>What came of a recording.</summary>
internal sealed record Recorded(
    double Seconds, long Lines, long Lost, long Bytes, IReadOnlyList<string> Events)
{
    /// <summary>The recording ended early, as there was no more room for it.</summary>
    public bool DiskFull { get; init; }
}

/// <summary>Records a machine's page allocator: its state, its events, its state again.</summary>
/// <param name="machine">The machine.</param>
/// <param name="folders">Makes and removes the folders of trace instances.</param>
internal sealed class Recorder(MachineFiles machine, IInstanceFolders folders)
{
    /// <summary>Room for the end of the recording, when the disk is full.</summary>
    private const long ReserveBytes = 64 << 20;
    private const long LeastFreeBytes = 8 << 20;
    private const long BytesASecond = 2 << 20;
    private const long MostPerSnapshot = 4;

    private static readonly string[] Before = ["zoneinfo", "vmstat", "meminfo", "slabinfo"];

    /// <summary>Tells the room on the disk of a folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = DiskRoom.FreeBytes;

    /// <param name="folder">An empty folder, for nothing but this recording.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="bufferKiB">Size of the ring of each CPU.</param>
    /// <param name="tick">Is told the seconds that have passed and the events so far.</param>
    /// <param name="cancel">Ends the recording; everything is put back.</param>
    /// <exception cref="InputException">The machine cannot be recorded.</exception>
    /// <exception cref="OutputException">The disk is too small.</exception>
    /// <exception cref="OperationCanceledException">Everything has been put back.</exception>
    public Recorded Run(string folder, double seconds, int bufferKiB,
        Action<double, long> tick, CancellationToken cancel)
    {
        long flags = FlagsBytes();
        DiskRoom.Check(folder, FreeBytes(folder),
            (long)(seconds * BytesASecond) + ReserveBytes + flags);
        using TracefsInstance instance = new(machine, bufferKiB, folders);
        using DiskReserve reserve = new(Path.Combine(folder, ".reserve"), ReserveBytes + flags);
        string trace = Path.Combine(folder, "trace.ftrace.txt.zst");
        Stream file = CompressedFile.Over(
            new ReservedStream(PrivateFile.Create(trace), reserve), trace);
        using EventStream stream = new(instance.OpenPipe(), file, instance.Stop);
        instance.Start();
        Snapshot(folder, "00-start", instance, cancel);
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds && stream.Failure is null && !reserve.IsSpent)
        {
            cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(
                Math.Clamp(seconds - watch.Elapsed.TotalSeconds, 0.001, 0.2)));
            cancel.ThrowIfCancellationRequested();
            tick(watch.Elapsed.TotalSeconds, stream.Lines);
            if (FreeBytes(folder) < LeastFreeBytes)
                reserve.Spend();
        }
        double lasted = watch.Elapsed.TotalSeconds;
        bool full = reserve.IsSpent;
        reserve.Spend();
        Snapshot(folder, "99-end", instance, cancel);
        stream.Finish(cancel);
        Meta(folder);
        return new Recorded(lasted, stream.Lines, instance.Lost(), new FileInfo(trace).Length,
            instance.Events)
        {
            DiskFull = full,
        };
    }

    /// <summary>The tables that change fastest are read last, beside the mark at which a replay
    /// begins.</summary>
    private void Snapshot(
        string folder, string name, TracefsInstance instance, CancellationToken cancel)
    {
        string place = Path.Combine(folder, "snap", name);
        Directory.CreateDirectory(place);
        instance.Mark($"ORACLE snap {name} begin");
        Copy("kpageflags", Path.Combine(place, "kpageflags.bin.zst"), cancel);
        foreach (string file in Before)
            Copy(file, Path.Combine(place, file + ".txt"), cancel);
        Copy("pagetypeinfo", Path.Combine(place, "pagetypeinfo.txt"), cancel);
        Copy("buddyinfo", Path.Combine(place, "buddyinfo.txt"), cancel);
        instance.Mark($"ORACLE snap {name} lists-read");
        Copy("kpagecount", Path.Combine(place, "kpagecount.bin.zst"), cancel);
    }

    private void Copy(string name, string to, CancellationToken cancel)
    {
        string from = Path.Combine(machine.Proc, name);
        if (!File.Exists(from))
            return;
        try
        {
            using FileStream input = new(
                from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 18);
            using Stream output = CompressedFile.Over(PrivateFile.Create(to), to);
            byte[] buffer = new byte[1 << 18];
            while (input.Read(buffer) is int got and > 0)
            {
                cancel.ThrowIfCancellationRequested();
                output.Write(buffer, 0, got);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException(
                $"record: {from} cannot be read: {IoReason.Of(e)}; run it as root", e);
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
                PrivateFile.Write(
                    Path.Combine(place, name + ".txt"), Encoding.UTF8.GetBytes(text + "\n"));
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
}
