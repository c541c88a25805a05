using System.Text.Json;
using FragSim.Plots.Charts;

namespace FragSim.Plots.Report;

/// <summary>What the page draws as the mean of all seeds: the same numbers as the pictures
/// success-over-time and unusable-index.</summary>
internal static class MeanColumns
{
    /// <summary>The moments in ns.</summary>
    public static void WriteGrid(Utf8JsonWriter json, ChartInput input) =>
        ReportData.Numbers(
            json, "meansAt", Curve.Grid(input.EndNs).Select(ns => (long)ns));

    public static void Write(Utf8JsonWriter json, StrategyRuns strategy, long endNs)
    {
        var grid = Curve.Grid(endNs);
        var windowNs = TrailingShare.WindowNs(endNs);
        json.WriteStartObject("means");
        Percents(json, "granted",
            TrailingShare.Mean(strategy, grid, windowNs, request => request.Granted));
        Percents(json, "bound",
            TrailingShare.Mean(strategy, grid, windowNs, request => request.OracleGranted));
        Percents(json, "unusable", UnusableIndexChart.Mean(strategy, grid));
        json.WriteEndObject();
    }

    /// <summary>To a hundredth of a percent; null where there is no value.</summary>
    private static void Percents(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(Math.Round(value, 2));
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }
}
