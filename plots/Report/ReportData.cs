using System.Text;
using System.Text.Json;
using FragSim.Plots.Charts;
using FragSim.Plots.Style;
using FragSim.Sim.Base;

namespace FragSim.Plots.Report;

/// <summary>What the scripts of the page draw from, as JSON: means over all seeds, the waits of all
/// seeds, and samples and maps of the first seed.</summary>
internal static class ReportData
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static string Write(ChartInput input, CancellationToken cancel)
    {
        using var stream = new MemoryStream();
        // The encoder that is the default escapes angle brackets: no name can end the script.
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("end", input.EndNs);
            json.WriteNumber("hugePages", Order.Pages(input.HugeOrder));
            json.WriteString("firstSeed", input.FirstSeed);
            json.WriteString("meanOfSeeds", input.MeanOfSeeds);
            json.WriteString("allSeeds", input.AllSeeds);
            json.WriteNumber("windowNs", (long)TrailingShare.WindowNs(input.EndNs));
            WritePhases(json, input);
            json.WriteStartArray("strategies");
            var stalls = StallCurve.GridOf(input.Strategies);
            foreach (var strategy in input.Strategies)
            {
                cancel.ThrowIfCancellationRequested();
                WriteStrategy(json, input, strategy, stalls);
            }
            json.WriteEndArray();
            MeanColumns.WriteGrid(json, input);
            json.WriteStartArray("stallNs");
            foreach (var limit in stalls) json.WriteNumberValue(limit);
            json.WriteEndArray();
            WriteNames(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WritePhases(Utf8JsonWriter json, ChartInput input)
    {
        json.WriteStartArray("phases");
        foreach (var span in PhaseSpan.Of(input.Strategies[0].First).Take(200))
        {
            json.WriteStartObject();
            json.WriteString("name", span.Name.Length > 0 ? LabelText.Clean(span.Name) : "");
            json.WriteNumber("start", span.StartNs);
            json.WriteNumber("end", span.EndNs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteStrategy(
        Utf8JsonWriter json, ChartInput input, StrategyRuns strategy, IReadOnlyList<long> stalls)
    {
        json.WriteStartObject();
        json.WriteString("name", strategy.Label);
        json.WriteNumber("seed", strategy.First.Key.Seed);
        Numbers(json, "dash", Dash(strategy.Look));
        MeanColumns.Write(json, strategy, input.EndNs);
        SampleColumns.Write(json, strategy.First);
        StallCurve.Write(json, strategy, stalls);
        FailureMarks.Write(json, strategy.First);
        MapColumns.Write(json, strategy.First);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json)
    {
        json.WriteStartArray("sources");
        foreach (var source in Enum.GetValues<PageSource>())
            json.WriteStringValue(SourceLook.Name(source));
        json.WriteEndArray();
        json.WriteStartArray("types");
        foreach (var type in Enum.GetValues<MigrateType>())
            json.WriteStringValue(MigrateTypes.KernelName(type));
        json.WriteEndArray();
        json.WriteStartArray("kinds");
        foreach (var kind in BlockKinds.All) json.WriteStringValue(BlockKinds.Name(kind));
        json.WriteEndArray();
    }

    private static IEnumerable<long> Dash(SeriesLook look) =>
        look.Pattern.Equals(Patterns.Solid) ? [] : look.Pattern.Intervals.Select(i => (long)i);

    /// <summary>An array of whole numbers.</summary>
    public static void Numbers(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
