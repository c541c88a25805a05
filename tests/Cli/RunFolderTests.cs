using System.Text;
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
            folder.WriteText("summary.csv", _ => throw new IOException("No space left on device."));
        });
        Assert.Contains(
            "cannot write summary.csv: No space left on device;", full.Message,
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
    public void A_manifest_may_not_have_files_outside_removed()
    {
        File.WriteAllText(place["precious.txt"], "mine");
        Directory.CreateDirectory(place["out"]);
        File.WriteAllText(place["out/manifest.json"],
            """{ "fragsim": "0", "files": [{ "path": "../precious.txt" }] }""");
        WriteRun("new");
        Assert.Contains("precious.txt", place.Names);
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

    private void WriteRun(string text, params string[] more)
    {
        using RunFolder folder = RunFolder.Open(place["out"]);
        foreach (string name in more.Append("summary.csv"))
            folder.WriteText(name, w => w.Write(text));
        folder.Commit(ManifestOf(folder));
    }

    private static byte[] ManifestOf(RunFolder folder)
    {
        IEnumerable<string> files = folder.Files.Select(f => $$"""{ "path": "{{f.Path}}" }""");
        return Encoding.UTF8.GetBytes(
            $$"""{ "fragsim": "0", "files": [{{string.Join(',', files)}}] }""");
    }
}
