using System.Text.Json;
using FragSim.Plots.Style;
using FragSim.Sim.Results;

namespace FragSim.Plots.Report;

/// <summary>When requests failed, for the time line: moments that lie too close to be told apart
/// are counted together.</summary>
internal static class FailureMarks
{
    private const int Parts = 400;

    public static void Write(Utf8JsonWriter json, RunResult run)
    {
        var marks = run.Requests.Where(r => r.Obstacle is not null)
            .GroupBy(r => Moments.PartOf(r.TimeNs, run.EndNs, Parts))
            .OrderBy(group => group.Key);
        json.WriteStartArray("failures");
        foreach (var mark in marks)
        {
            var most = mark.GroupBy(r => Reason.Of(r.Obstacle!.Value)).MaxBy(g => g.Count())!.Key;
            json.WriteStartArray();
            json.WriteNumberValue(mark.First().TimeNs);
            json.WriteNumberValue(mark.Count());
            json.WriteStringValue(ObstacleLook.Name(most));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
