using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files.Reading;

/// <summary>Reads requests.csv back, and what failures.csv says of those that failed.</summary>
internal static class RequestsReader
{
    public static ILookup<RunKey, RequestRecord> Read(string path, string? failuresPath)
    {
        Dictionary<RunKey, Queue<(uint Id, RequestFailure Failure)>> failures =
            failuresPath is null ? [] : Failures(failuresPath);
        using ResultTable table = new(path);
        int time = table.Column("time_ns"), phase = table.Column("phase");
        int id = table.Column("id"), order = table.Column("order");
        int granted = table.Column("granted"), way = table.Column("path");
        int failure = table.Column("failure"), scanned = table.Column("pages_scanned");
        int migrated = table.Column("pages_migrated"), reclaimed = table.Column("pages_reclaimed");
        int oracle = table.Column("oracle_granted");
        int[] stalls = [.. Enum.GetValues<StallCause>()
            .Select(c => table.Column($"stall_{RequestsCsv.Name(c)}_ns"))];
        List<(RunKey Key, RequestRecord Request)> rows = [];
        while (table.Next())
        {
            RunKey key = table.Key();
            bool had = table.Bool(granted);
            uint number = (uint)table.Number(id);
            rows.Add((key, new RequestRecord
            {
                TimeNs = table.Number(time),
                Phase = table.Text(phase),
                Id = number,
                Order = table.Number(order, 0, Order.Gigantic),
                Granted = had,
                Path = table.Word<GrantPath>(way),
                Failure = table.Word<FailureCause>(failure),
                Stall = Stall(table, stalls),
                PagesScanned = table.Number(scanned),
                PagesMigrated = table.Number(migrated),
                PagesReclaimed = table.Number(reclaimed),
                OracleGranted = table.Bool(oracle),
                Obstacle = had ? null : NextOf(failures, key, number),
            }));
        }
        return rows.ToLookup(row => row.Key, row => row.Request);
    }

    private static Stall Stall(ResultTable table, int[] columns) => new()
    {
        ScanNs = table.Number(columns[(int)StallCause.Scan]),
        MigrateNs = table.Number(columns[(int)StallCause.Migrate]),
        ReclaimNs = table.Number(columns[(int)StallCause.Reclaim]),
        WritebackNs = table.Number(columns[(int)StallCause.Writeback]),
        ZeroNs = table.Number(columns[(int)StallCause.Zero]),
        LockNs = table.Number(columns[(int)StallCause.Lock]),
    };

    /// <summary>Failures stand in the order of the requests.</summary>
    private static RequestFailure? NextOf(
        Dictionary<RunKey, Queue<(uint Id, RequestFailure Failure)>> failures, RunKey key, uint id)
    {
        bool known = failures.TryGetValue(key, out Queue<(uint Id, RequestFailure Failure)>? next)
            && next.TryPeek(out (uint Id, RequestFailure Failure) first) && first.Id == id;
        return known ? next!.Dequeue().Failure : null;
    }

    private static Dictionary<RunKey, Queue<(uint Id, RequestFailure Failure)>> Failures(
        string path)
    {
        using ResultTable table = new(path);
        int id = table.Column("id"), obstacle = table.Column("obstacle");
        int source = table.Column("source"), free = table.Column("free_pages");
        int droppable = table.Column("droppable_pages"), open = table.Column("open_blocks");
        // Older versions wrote none of the three.
        int ranges = table.ColumnIfThere("ranges");
        int huge = ranges < 0 ? -1 : table.Column("huge_ranges");
        int least = ranges < 0 ? -1 : table.Column("least_immovable");
        Dictionary<RunKey, Queue<(uint Id, RequestFailure Failure)>> failures = [];
        while (table.Next())
        {
            RunKey key = table.Key();
            if (!failures.TryGetValue(key, out Queue<(uint Id, RequestFailure Failure)>? queue))
                failures.Add(key, queue = []);
            queue.Enqueue(((uint)table.Number(id), new RequestFailure(
                table.Word<Obstacle>(obstacle),
                table.IsEmpty(source) ? null : table.Word<PageSource>(source),
                table.Number(free), table.Number(droppable), table.Number(open))
            {
                Ranges = ranges < 0 || table.IsEmpty(ranges)
                    ? null
                    : new RangeCensus(table.Number(ranges), table.Number(open),
                        table.Number(huge), table.Number(least)),
            }));
        }
        return failures;
    }
}
