using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Staging;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class AmendedRunTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("report.html")]
    [InlineData("summary.csv")]
    public void The_folder_is_still_all_ours(string name)
    {
        Write();
        AmendedRun.Write(place["out"], name, "again"u8.ToArray(), force: false);
        Assert.Equal("again", File.ReadAllText(place["out/" + name]));
        FileList list = FileList.Read(place["out"], place["out/manifest.json"])!;
        Assert.Equal(list.Names, list.Names.Order(StringComparer.Ordinal));
        Assert.All(list.Names, file => Assert.True(list.Agrees(file)));
        Write();
    }

    [Fact]
    public void A_page_that_was_changed_is_replaced_only_by_force()
    {
        Write();
        File.WriteAllText(place["out/report.html"], "mine");
        Assert.Throws<OutputException>(
            () => AmendedRun.Write(place["out"], "report.html", [1], force: false));
        File.WriteAllText(place["out/summary.csv"], "mine");
        Assert.Throws<OutputException>(
            () => AmendedRun.Write(place["out"], "summary.csv", [1], force: false));
        AmendedRun.Write(place["out"], "summary.csv", "again"u8.ToArray(), force: true);
        Assert.Equal("again", File.ReadAllText(place["out/summary.csv"]));
    }

    [Fact]
    public void Files_without_a_manifest_get_the_page_beside_them()
    {
        AmendedRun.Write(place.Path, "report.html", "page"u8.ToArray(), force: false);
        Assert.Equal(["report.html"], place.Names);
    }

    private void Write()
    {
        using RunFolder folder = RunFolder.Open(place["out"]);
        folder.WriteText("summary.csv", w => w.Write("first"));
        folder.WriteText("samples.csv", w => w.Write("first"));
        folder.Commit(Json.Write(new { Fragsim = "0", folder.Files }));
    }
}
