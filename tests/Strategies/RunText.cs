using System.Globalization;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Sim.Results;

namespace FragSim.Tests.Strategies;

/// <summary>Everything a run leaves behind, as text: equal texts are equal runs.</summary>
internal static class RunText
{
    public static string Of(RunResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{result.Key} {result.Summary} {result.HugeOrder} {result.Events} {result.EndNs}");
        foreach (RequestRecord request in result.Requests)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{request}");
            text.AppendLine(string.Join(' ',
                Enum.GetValues<StallCause>().Select(c => request.Stall[c])));
        }
        foreach (Sample sample in result.Samples)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{sample.TimeNs} {sample.Phase} {sample.ReservedIdlePages}");
            text.AppendLine(string.Join(' ', sample.Counters));
            foreach (ZoneSample zone in sample.Zones)
            {
                text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{zone}")
                    .Replace($"{zone.FreeBlocks}", "System.Int64[]", StringComparison.Ordinal));
                text.AppendLine(string.Join(' ', Enumerable.Range(0, MigrateTypes.Count)
                    .SelectMany(t => zone.FreeBlocks.Of((MigrateType)t).ToArray())));
            }
        }
        foreach (PageblockMap map in result.Maps)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{map.TimeNs} {map.BlocksPerCell}");
            text.AppendLine(string.Join(' ', map.Cells));
        }
        return text.ToString();
    }
}
