using FragSim.Sim.Base;

namespace FragSim.Cli.Live;

/// <summary>Where a machine keeps its files.</summary>
/// <param name="root">Before every path: <c>/</c>, or a folder that looks like a machine.</param>
internal sealed class MachineFiles(string root = "/")
{
    public string Proc => Path.Combine(root, "proc");

    public string Of(string path) => Path.Combine(root, path.TrimStart('/'));

    /// <summary>The text of a small file; null when it is not there or may not be read.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Of(path)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where tracefs is mounted, by itself or within debugfs.</summary>
    /// <exception cref="InputException">It is not mounted.</exception>
    public string Tracefs()
    {
        string[][] mounts = [.. (Read("/proc/self/mounts") ?? "").Split('\n')
            .Select(line => line.Split(' ')).Where(words => words.Length > 2)];
        string? place = mounts.FirstOrDefault(m => m[2] == "tracefs")?[1]
            ?? (mounts.FirstOrDefault(m => m[2] == "debugfs")?[1] is { } debug
                && Directory.Exists(Of(debug + "/tracing/instances")) ? debug + "/tracing" : null);
        if (place is null || !Directory.Exists(Of(place + "/instances")))
        {
            throw new InputException(
                "record: tracefs is not mounted, so the kernel's events cannot be read; mount it "
                + "with: mount -t tracefs nodev /sys/kernel/tracing");
        }
        return Of(place);
    }
}
