using System.Text.Json;
using FragSim.Sim.Base;
using FragSim.Tests.Cli;
using FragSim.Tests.Workloads;
using FragSim.Validation.Calibration;
using Xunit;

namespace FragSim.Tests.Calibration;

public sealed class CalibrateCommandTests
{
    [Fact]
    public void What_a_recording_cannot_determine_is_said_to_be_so_in_80_columns()
    {
        FragsimProcess run = FragsimProcess.Run("calibrate", TestFiles.BootIdle);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        string text = string.Join(' ', run.Output.Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("19 requests of 1 recording at rest; 1 left out", text,
            StringComparison.Ordinal);
        Assert.Contains("DrainNs: not determined, no request had such work done.", text,
            StringComparison.Ordinal);
        Assert.Contains("not with hardware", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Machines_get_json_with_no_price_where_there_is_none()
    {
        FragsimProcess run = FragsimProcess.Run("calibrate", TestFiles.BootIdle, "-f", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(19, json.RootElement.GetProperty("requests").GetInt32());
        JsonElement[] prices = [.. json.RootElement.GetProperty("prices").EnumerateArray()];
        JsonElement move = prices.Single(p => p.GetProperty("name").GetString() == "MigrateNs");
        Assert.Equal("no_such_work", move.GetProperty("standing").GetString());
        Assert.Equal(JsonValueKind.Null, move.GetProperty("ns").ValueKind);
        Assert.Equal(2500, move.GetProperty("default_ns").GetInt64());
    }

    [Fact]
    public void A_folder_that_is_no_recording_is_bad_input()
    {
        using TempFolder folder = new();
        FragsimProcess run = FragsimProcess.Run("calibrate", folder.Path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Requests_under_load_alone_are_bad_input() =>
        Assert.Throws<InputException>(() => CalibrationResult.Of(
            [new RecordedWork("busy", [Request("load-thp", 300_000)])]));

    [Fact]
    public void A_grant_of_the_fastest_kind_stalled_for_nothing()
    {
        RecordedWork recording = new("r", [
            Request("load-thp", 290_000), Request("rest-thp", 280_000),
            Request("rest-thp", 380_000)]);
        Assert.Equal(280_000, recording.FloorNs);
        Assert.Equal([0, 100_000], recording.AtRest.Select(recording.StallNs));
    }

    [Fact]
    public void Pages_of_a_recording_are_moved_at_a_price_that_it_bears_out()
    {
        CalibrationResult result = CalibrationResult.Of(
            [Read("pagecache-grp-compact"), Read("unmovable-movable50")]);
        FittedPrice move = result.Prices.Single(p => p.Term.Name == "MigrateNs");
        Assert.Equal(PriceStanding.Supported, move.Standing);
        Assert.InRange(move.Ns, 4_500, 6_500);
        Assert.True(result.R2 > 0.95, $"R2 {result.R2}");
        // The two disagree about this one.
        FittedPrice putBack = result.Prices.Single(p => p.Term.Name == "IsolateNs");
        Assert.Equal(PriceStanding.Unsteady, putBack.Standing);
        Assert.Null(result.OfMoving(putBack));
    }

    private static RecordedWork Read(string name) => RecordedWork.Read(
        TestFiles.SharedRecording(name), TestContext.Current.CancellationToken);

    private static MeasuredRequest Request(string phase, long latencyNs) =>
        new(phase, "thp", true, latencyNs, false, new long[MeasuredRequest.Kinds]);
}
