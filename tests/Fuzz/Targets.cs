using System.Text;

namespace FragSim.Fuzz;

/// <summary>Every reader there is. A new one is a line in the list that fits it.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } =
    [
        .. TraceTargets.All, .. MachineTargets.All, .. RecordingTargets.All, .. ResultTargets.All,
        .. OptionTargets.All,
    ];

    public static Func<string, IEnumerable<byte[]>> Texts(params string[] seeds) =>
        _ => seeds.Select(Encoding.UTF8.GetBytes);

    public static string Padded(string line) => new string(' ', 13) + line;
}
