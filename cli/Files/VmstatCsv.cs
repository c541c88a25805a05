using CsvHelper;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>vmstat.csv: a row per sample, the counters under their kernel names.</summary>
internal static class VmstatCsv
{
    private static readonly string[] Columns =
        ["time_ns", "phase", .. Enum.GetValues<VmCounter>().Select(VmCounters.KernelName)];

    public static void Write(Stream stream, IReadOnlyList<RunResult> results)
    {
        using CsvWriter csv = ResultCsv.Start(stream, Columns);
        foreach (RunResult result in results)
        {
            foreach (Sample sample in result.Samples)
            {
                csv.WriteKey(result.Key);
                csv.WriteField(sample.TimeNs);
                csv.WriteText(sample.Phase);
                foreach (long value in sample.Counters)
                    csv.WriteField(value);
                csv.EndRecord();
            }
        }
    }
}
