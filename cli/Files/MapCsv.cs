using CsvHelper;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>map.csv: a row per map of memory, in the bytes of <see cref="MapCodec"/>, as base64.
/// </summary>
internal static class MapCsv
{
    private static readonly string[] Columns = ["time_ns", "blocks_per_cell", "cells", "changes"];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            PageblockMap? before = null;
            foreach (PageblockMap map in result.Maps)
            {
                csv.WriteKey(result.Key);
                csv.WriteField(map.TimeNs);
                csv.WriteField(map.BlocksPerCell);
                csv.WriteField(map.Cells.Length);
                csv.WriteField(Convert.ToBase64String(MapCodec.Encode(map, before)));
                csv.EndRecord();
                before = map;
            }
        }
    }
}
