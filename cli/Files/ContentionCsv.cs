using CsvHelper;
using FragSim.Sim.Events;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>contention.csv: a row per part of a run in which several CPUs worked at once.</summary>
internal static class ContentionCsv
{
    private static readonly string[] Columns =
    [
        "locking", "cpus", "operations", "elapsed_ns", "operations_per_s", "lock_wait_ns",
        "lock_wait_per_operation_ns", "other_wait_ns", "restarts",
    ];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            foreach (Contention part in result.Contention)
            {
                csv.WriteKey(result.Key);
                csv.WriteField(part.Locking);
                csv.WriteField(part.Cpus);
                csv.WriteField(part.Operations);
                csv.WriteField(part.ElapsedNs);
                csv.WriteNumber(Math.Round(part.OperationsPerSecond));
                csv.WriteField(part.LockWaitNs);
                csv.WriteNumber(Math.Round(part.LockWaitPerOperationNs));
                csv.WriteField(part.OtherWaitNs);
                csv.WriteField(part.Restarts);
                csv.EndRecord();
            }
        }
    }
}
