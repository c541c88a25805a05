using Xunit;

namespace FragSim.Tests.Architecture;

/// <summary>Folders are floors: a folder uses those below it, and none that uses it.</summary>
public sealed class FolderTests(ITestOutputHelper output)
{
    /// <summary>Of sim, from the ground up.</summary>
    private static readonly string[] Floors =
    [
        "sim/Base", "sim/Events", "sim/Memory", "sim/Results", "sim/Kernel", "sim/Requests",
        "sim/Tasks", "sim/Replay", "sim/Boot", "sim/Run",
    ];

    private static readonly Lazy<FolderGraph> Graph = new(FolderGraph.Read);

    [Fact]
    public void No_folder_is_in_a_circle()
    {
        foreach (((string from, string to), SortedSet<string> uses) in Graph.Value.Arrows)
            output.WriteLine($"{from} -> {to} ({uses.Count})");
        Assert.NotEmpty(Graph.Value.Arrows);
        Assert.Empty(Graph.Value.Circles().Select(circle => string.Join(' ', circle)));
    }

    [Fact]
    public void The_simulation_is_built_floor_upon_floor() =>
        Assert.Empty(Graph.Value.Arrows
            .Where(a => Floor(a.Key.From) >= 0 && Floor(a.Key.To) >= Floor(a.Key.From))
            .Select(a => $"{a.Key}: {string.Join(", ", a.Value)}"));

    [Fact]
    public void Every_folder_of_the_simulation_has_its_floor() =>
        Assert.Equal(Floors.Order(StringComparer.Ordinal), Graph.Value.Arrows.Keys
            .SelectMany(a => new[] { a.From, a.To })
            .Where(f => f.StartsWith("sim/", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Only_a_diagnosis_knows_what_a_recorded_kernel_decided() =>
        Assert.Equal(["cli/Commands", "validation/Agreement"], Graph.Value.Arrows.Keys
            .Where(a => a.To == "sim/Replay").Select(a => a.From)
            .Order(StringComparer.Ordinal));

    private static int Floor(string folder) => Array.IndexOf(Floors, folder);
}
