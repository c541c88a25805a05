using System.Globalization;

namespace FragSim.Cli.Live;

/// <summary>The name of a trace instance: its process, and when that began, as ids are used again.
/// </summary>
internal static class InstanceName
{
    private const string Prefix = "fragsim-";

    /// <summary>Place of the start time in /proc/PID/stat, after the name of the program.</summary>
    private const int StartTime = 19;

    public static string Of(MachineFiles machine, int process) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{process}-{Start(machine, process)}");

    /// <summary>Is it the name of an instance of ours whose process is gone?</summary>
    public static bool IsAbandoned(MachineFiles machine, string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name[Prefix.Length..].Split('-') is [var process, var start]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && Start(machine, id) != start;

    /// <summary>In ticks since the machine started; zero when there is no such process.</summary>
    private static string Start(MachineFiles machine, int process)
    {
        string stat = machine.Read($"/proc/{process}/stat") ?? "";
        // The name stands in parentheses, and may itself hold spaces and parentheses.
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartTime ? fields[StartTime] : "0";
    }
}
