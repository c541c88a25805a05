using FragSim.Sim.Events;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files.Reading;

/// <summary>Reads contention.csv back.</summary>
internal static class ContentionReader
{
    public static ILookup<RunKey, Contention> Read(string path)
    {
        using ResultTable table = new(path);
        List<(RunKey Key, Contention Part)> parts = [];
        while (table.Next())
        {
            parts.Add((table.Key(), new Contention
            {
                Locking = table.Text(table.Column("locking")),
                Cpus = table.Number(table.Column("cpus"), 0, int.MaxValue),
                Operations = table.Number(table.Column("operations")),
                ElapsedNs = table.Number(table.Column("elapsed_ns")),
                LockWaitNs = table.Number(table.Column("lock_wait_ns")),
                OtherWaitNs = table.Number(table.Column("other_wait_ns")),
                Restarts = table.Number(table.Column("restarts")),
            }));
        }
        return parts.ToLookup(p => p.Key, p => p.Part);
    }
}
