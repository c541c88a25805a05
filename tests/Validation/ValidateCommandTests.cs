using System.Text.Json;
using FragSim.Tests.Cli;
using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Validation;

public sealed class ValidateCommandTests
{
    [Fact]
    public void The_table_ends_in_a_verdict_and_fits_80_columns()
    {
        FragsimProcess run = FragsimProcess.Run("validate", TestFiles.BootIdle);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("boot-idle from 00-start: 43 of 43 checks met", run.Output,
            StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public void Machines_get_json_and_nothing_else()
    {
        FragsimProcess run = FragsimProcess.Run(
            "validate", TestFiles.BootIdle, "--level", "event", "--format", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement recording = json.RootElement.GetProperty("recordings")[0];
        Assert.Equal(3, recording.GetProperty("events").GetProperty("marks").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, recording.GetProperty("policy").ValueKind);
        Assert.Equal(6, json.RootElement.GetProperty("met").GetInt32());
    }

    [Fact]
    public void Several_recordings_become_one_page_of_markdown()
    {
        FragsimProcess run = FragsimProcess.Run("validate", TestFiles.BootIdle,
            TestFiles.BootIdle, "--level", "event", "--format", "markdown");
        Assert.StartsWith("12 of 12 checks met in 2 recordings.\n", run.Output,
            StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("\n### boot-idle, from 00-start\n").Length - 1);
    }

    [Fact]
    public void The_page_on_validation_shows_what_the_command_prints()
    {
        FragsimProcess run = FragsimProcess.Run(
            "validate", TestFiles.BootIdle, "--format", "markdown");
        string page = File.ReadAllText(TestFiles.InRepository("docs", "validation.md"));
        Assert.Contains(run.Output, page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_the_charts_of_every_recording_in_both_themes()
    {
        using TempFolder folder = new();
        string page = Path.Combine(folder.Path, "page.html");
        FragsimProcess run = FragsimProcess.Run("validate", TestFiles.BootIdle,
            TestFiles.BootIdle, "--level", "policy", "--page", page);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string html = File.ReadAllText(page);
        // Two recordings, four charts, two themes; none has the font, which the page has.
        Assert.Equal(16, html.Split("<svg ").Length - 1);
        Assert.Equal(8, html.Split("<div class=\"night\">").Length - 1);
        Assert.Contains("viewBox=\"0 0 680 480\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<?xml", html, StringComparison.Ordinal);
        string[] ids = [.. html.Split(" id=\"validation-").Skip(1)
            .Select(rest => rest.Split('"')[0])];
        Assert.Distinct(ids);
    }

    [Fact]
    public void The_charts_are_written_as_png_and_svg_in_a_folder_for_each_recording()
    {
        using TempFolder folder = new();
        FragsimProcess run = FragsimProcess.Run("validate", TestFiles.BootIdle,
            TestFiles.BootIdle, "--level", "policy", "--plots", folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string recording in (string[])["boot-idle", "boot-idle~2"])
        {
            Assert.Equal(
                [
                    "free-by-order.png", "free-by-order.svg", "stall-cdf.png", "stall-cdf.svg",
                    "success.png", "success.svg", "unusable-index.png", "unusable-index.svg",
                ],
                Directory.GetFiles(Path.Combine(folder.Path, recording))
                    .Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_level_that_does_not_exist_is_bad_usage() =>
        Assert.Equal(
            1, FragsimProcess.Run("validate", TestFiles.BootIdle, "--level", "x").ExitCode);

    [Fact]
    public void A_folder_that_is_no_recording_is_bad_input_and_so_is_an_unknown_mark()
    {
        using TempFolder folder = new();
        FragsimProcess empty = FragsimProcess.Run("validate", folder.Path);
        Assert.Equal((2, ""), (empty.ExitCode, empty.Output));
        FragsimProcess mark = FragsimProcess.Run("validate", TestFiles.BootIdle, "--from", "x");
        Assert.Equal(2, mark.ExitCode);
        Assert.Contains("05-mid", mark.Error, StringComparison.Ordinal);
    }
}
