using FragSim.Cli.Base;
using FragSim.Cli.Files;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Files_appear_together_with_the_manifest()
    {
        using (RunFolder folder = RunFolder.Open(place["out"]))
        {
            folder.WriteText("summary.csv", w => w.WriteLine("a"));
            folder.WriteText("charts/b.txt", w => w.WriteLine("b"));
            Assert.DoesNotContain(place.Names, n => n == "out/summary.csv");
            folder.Commit(ManifestOf(folder));
        }
        Assert.Equal(
            ["out", "out/charts", "out/charts/b.txt", "out/manifest.json", "out/summary.csv"],
            place.Names);
    }

    [Fact]
    public void A_run_that_fails_in_the_middle_leaves_nothing()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using RunFolder folder = RunFolder.Open(place["out"]);
            folder.WriteText("summary.csv", w => w.WriteLine("a"));
            folder.WriteText("requests.csv", w =>
            {
                w.WriteLine("half");
                w.Flush();
                throw new InvalidOperationException("in the middle");
            });
        });
        Assert.Empty(place.Names);
    }

    [Fact]
    public void A_full_disk_is_one_message_and_leaves_nothing()
    {
        OutputException full = Assert.Throws<OutputException>(() =>
        {
            using RunFolder folder = RunFolder.Open(place["out"]);
            folder.WriteText("summary.csv",
                _ => throw new IOException("No space left on device.", 28));
        });
        Assert.Contains(
            "cannot write summary.csv: the disk is full;", full.Message,
            StringComparison.Ordinal);
        Assert.Empty(place.Names);
    }

    [Fact]
    public void An_interrupted_run_keeps_what_the_earlier_run_wrote()
    {
        WriteRun("first");
        using (RunFolder folder = RunFolder.Open(place["out"]))
            folder.WriteText("summary.csv", w => w.Write("second"));
        Assert.Equal("first", File.ReadAllText(place["out/summary.csv"]));
        Assert.Equal(["out", "out/manifest.json", "out/summary.csv"], place.Names);
    }

    [Fact]
    public void A_new_run_replaces_the_files_of_the_earlier_one_and_no_others()
    {
        WriteRun("first", "snapshots/linux/1/end/buddyinfo.txt");
        File.WriteAllText(place["out/notes.txt"], "mine");
        WriteRun("second");
        Assert.Equal(
            ["out", "out/manifest.json", "out/notes.txt", "out/summary.csv"], place.Names);
        Assert.Equal("second", File.ReadAllText(place["out/summary.csv"]));
    }

    [Fact]
    public void Empty_folders_of_others_stay_and_those_of_an_earlier_run_go()
    {
        WriteRun("first", "charts/a.png", "snapshots/linux/1/end/buddyinfo.txt");
        Directory.CreateDirectory(place["out/keep/me"]);
        Directory.CreateDirectory(place["out/snapshots/mine"]);
        WriteRun("second");
        Assert.Equal(
            ["out", "out/keep", "out/keep/me", "out/manifest.json", "out/snapshots",
                "out/snapshots/mine", "out/summary.csv"],
            place.Names);
    }

    [Fact]
    public void A_folder_with_files_of_others_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(place["out"]);
        File.WriteAllText(place["out/summary.csv"], "mine");
        OutputException refused =
            Assert.Throws<OutputException>(() => WriteRun("first", force: true));
        Assert.Contains("which fragsim did not write; choose another folder with --out",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(place["out/summary.csv"]));
    }

    [Fact]
    public void A_file_of_ours_that_was_changed_is_replaced_only_by_force()
    {
        WriteRun("first");
        File.WriteAllText(place["out/summary.csv"], "changed by hand");
        OutputException refused = Assert.Throws<OutputException>(() => WriteRun("second"));
        Assert.Contains("summary.csv was changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal("changed by hand", File.ReadAllText(place["out/summary.csv"]));

        WriteRun("third", force: true);
        Assert.Equal("third", File.ReadAllText(place["out/summary.csv"]));
    }

    [Fact]
    public void A_new_file_never_replaces_one_that_no_manifest_lists()
    {
        WriteRun("first");
        File.WriteAllText(place["out/report.html"], "mine");
        Assert.Throws<OutputException>(() => WriteRun("second", "report.html"));
        Assert.Equal("mine", File.ReadAllText(place["out/report.html"]));
        Assert.Equal("first", File.ReadAllText(place["out/summary.csv"]));
        Assert.Equal(
            ["out", "out/manifest.json", "out/report.html", "out/summary.csv"], place.Names);
    }

    [Fact]
    public void A_folder_that_became_a_link_is_not_followed()
    {
        WriteRun("first", "charts/a.png");
        Directory.Move(place["out/charts"], place["elsewhere"]);
        Directory.CreateSymbolicLink(place["out/charts"], place["elsewhere"]);
        Assert.Throws<OutputException>(() => WriteRun("second", "charts/a.png"));
        Assert.Equal("first", File.ReadAllText(place["elsewhere/a.png"]));
    }

    [Fact]
    public void Two_runs_into_one_folder_at_once_are_one_run_and_one_refusal()
    {
        using RunFolder folder = RunFolder.Open(place["out"]);
        OutputException refused =
            Assert.Throws<OutputException>(() => RunFolder.Open(place["out"]));
        Assert.Contains("another fragsim process writes to it", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_run_left_goes_with_the_next_run()
    {
        string left = place["out/.fragsim-0123456789abcdef0123456789abcdef"];
        Directory.CreateDirectory(Path.Combine(left, "new"));
        File.WriteAllText(Path.Combine(left, "new", "summary.csv"), "half");
        WriteRun("whole");
        Assert.Equal(["out", "out/manifest.json", "out/summary.csv"], place.Names);
    }

    [Fact]
    public void A_folder_with_a_foreign_manifest_is_left_alone()
    {
        Directory.CreateDirectory(place["out"]);
        File.WriteAllText(place["out/manifest.json"], """{ "name": "another program" }""");
        OutputException foreign =
            Assert.Throws<OutputException>(() => RunFolder.Open(place["out"]));
        Assert.Contains("did not write", foreign.Message, StringComparison.Ordinal);
        Assert.Equal(["out", "out/manifest.json"], place.Names);
    }

    [Fact]
    public void A_file_where_a_folder_is_wanted_is_said_so()
    {
        File.WriteAllText(place["out"], "");
        OutputException file = Assert.Throws<OutputException>(() => RunFolder.Open(place["out"]));
        Assert.Contains("is a file", file.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_way_of_a_file_stops_the_run_before_anything_moves()
    {
        Directory.CreateDirectory(place["out/summary.csv"]);
        Assert.Throws<OutputException>(() => WriteRun("first"));
        Assert.Equal(["out", "out/summary.csv"], place.Names);
    }

    private void WriteRun(string text, params string[] more) => WriteRun(text, false, more);

    private void WriteRun(string text, bool force, params string[] more)
    {
        using RunFolder folder = RunFolder.Open(place["out"], force);
        foreach (string name in more.Append("summary.csv"))
            folder.WriteText(name, w => w.Write(text));
        folder.Commit(ManifestOf(folder));
    }

    private static byte[] ManifestOf(RunFolder folder) =>
        Json.Write(new { Fragsim = "0", folder.Files });
}
