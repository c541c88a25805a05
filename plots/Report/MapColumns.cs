using System.Text.Json;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>The maps of a run, in the bytes of <see cref="MapCodec"/>; every second one is left out
/// until they take no more room than a page can spare.</summary>
internal static class MapColumns
{
    private const int MostBytes = 400_000;

    public static void Write(Utf8JsonWriter json, RunResult run)
    {
        if (run.Maps.Count == 0) return;
        var every = 1;
        var bytes = Encode(run, every);
        while (bytes.Sum(map => map.Length) > MostBytes && bytes.Count > 2)
            bytes = Encode(run, every *= 2);
        json.WriteStartObject("map");
        json.WriteNumber("blocksPerCell", run.Maps[0].BlocksPerCell);
        json.WriteBoolean("typed", HasTypes(run));
        json.WriteNumber("cells", run.Maps[0].Cells.Length);
        json.WriteNumber("cellPages", run.Maps[0].Cells.Max(
            cell => cell.Free + cell.Movable + cell.Reclaimable + cell.Unmovable));
        ReportData.Numbers(json, "t", Thinned(run, every).Select(map => map.TimeNs));
        json.WriteStartArray("changes");
        foreach (var map in bytes) json.WriteBase64StringValue(map);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A kernel that does not group by mobility gives every block the type Unmovable
    /// (Linux mm/page_alloc.c, <c>set_pageblock_migratetype</c>): there it says nothing of what the
    /// block is for.</summary>
    private static bool HasTypes(RunResult run) => run.Maps.Any(map => Array.Exists(
        map.Cells, cell => cell.Type is MigrateType.Movable or MigrateType.Reclaimable));

    private static IEnumerable<PageblockMap> Thinned(RunResult run, int every) =>
        run.Maps.Where((_, i) => i % every == 0);

    private static List<byte[]> Encode(RunResult run, int every)
    {
        var bytes = new List<byte[]>();
        PageblockMap? before = null;
        foreach (var map in Thinned(run, every))
        {
            bytes.Add(MapCodec.Encode(map, before));
            before = map;
        }
        return bytes;
    }
}
