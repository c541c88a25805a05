using System.Globalization;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>Watermarks, reserves and per-CPU limits out of <c>/proc/zoneinfo</c>.</summary>
internal sealed class ZoneInfoFile
{
    private const int MaxLineBytes = 4096;
    private readonly LineReader lines;
    private readonly List<ZoneTuning> zones = [];
    private ZoneTuning? zone;

    private ZoneInfoFile(LineReader lines) => this.lines = lines;

    /// <summary>Every zone of the file, empty ones included, in its order.</summary>
    /// <exception cref="InputException">A line is damaged.</exception>
    public static IReadOnlyList<ZoneTuning> Read(string path)
    {
        using LineReader lines = new(path, MaxLineBytes, ahead: false);
        ZoneInfoFile file = new(lines);
        while (lines.Next(out ReadOnlySpan<byte> line))
            file.Parse(Encoding.UTF8.GetString(line).Split(
                ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        file.Close();
        return file.zones.Count > 0 ? file.zones
            : throw lines.At("names no zone; give /proc/zoneinfo as the kernel prints it");
    }

    private void Parse(string[] words)
    {
        if (words is ["Node", _, "zone", string name])
        {
            Close();
            zone = new ZoneTuning(name, 0, 0, 0, 0, 0, []);
        }
        else if (this.zone is ZoneTuning zone && words.Length > 1)
        {
            // Of several CPUs the last one stays: they all have the same limits.
            this.zone = words[0] switch
            {
                "min" => zone with { Min = Number(words[1]) },
                "low" => zone with { Low = Number(words[1]) },
                "high" => zone with { High = Number(words[1]) },
                "high:" => zone with { PcpHigh = (int)Number(words[1]) },
                "batch:" => zone with { PcpBatch = (int)Number(words[1]) },
                "protection:" => zone with { Protection = [.. words[1..].Select(Reserve)] },
                _ => zone,
            };
        }
    }

    private void Close()
    {
        if (zone is not null)
            zones.Add(zone);
    }

    private long Reserve(string word) => Number(word.Trim('(', ')', ','));

    private long Number(string word) =>
        long.TryParse(word, NumberStyles.None, null, out long value) && value <= int.MaxValue
            ? value : throw lines.At($"'{word}' is not a number of pages; the file is damaged");
}
