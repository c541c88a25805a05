using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Staging;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class PublicationTests : IDisposable
{
    private static readonly string[] Names = ["a.csv", "b/c.csv", "d.csv"];

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    /// <summary>A kill may come after any rename. The test stops after each in turn, as a kill
    /// would, by putting the files back that were not yet moved.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_killed_among_its_renames_is_completed_by_the_next(int renames)
    {
        Write("earlier", "a.csv", "old.csv");
        string staging = Staged("killed");
        if (renames > 0)
            File.Move(place["out/manifest.json"], Path.Combine(staging, "earlier-manifest.json"));
        if (renames > 1)
            File.Delete(place["out/old.csv"]);
        Directory.CreateDirectory(place["out/b"]);
        foreach (string name in Names.Take(renames - 1))
            File.Move(Path.Combine(staging, "new", name), place["out/" + name], overwrite: true);

        using (RunFolder.Open(place["out"]))
        {
            Assert.All(Names,
                name => Assert.Equal("killed", File.ReadAllText(place["out/" + name])));
            FileList list = FileList.Read(place["out"], place["out/manifest.json"])!;
            Assert.All(list.Names, name => Assert.True(list.Agrees(name)));
            Assert.False(File.Exists(place["out/old.csv"]));
            Assert.False(Directory.Exists(staging));
        }
    }

    [Fact]
    public void A_file_of_others_stops_the_completion_too()
    {
        Write("earlier", "a.csv");
        Staged("killed");
        File.WriteAllText(place["out/d.csv"], "mine");
        Assert.Throws<OutputException>(() => RunFolder.Open(place["out"]));
        Assert.Equal("mine", File.ReadAllText(place["out/d.csv"]));
        Assert.Equal("earlier", File.ReadAllText(place["out/a.csv"]));
    }

    [Fact]
    public void A_single_file_beside_a_killed_run_does_not_sweep_it_away()
    {
        Write("earlier", "a.csv");
        string staging = Staged("killed");
        StagedFile.Write(place["out/picture.png"], [1], force: false);
        Assert.True(Directory.Exists(staging));
    }

    /// <summary>All files of a run in a staging folder without an owner.</summary>
    private string Staged(string text)
    {
        string staging = place["out/.fragsim-" + new string('0', 32)];
        Write(text, place[".whole"], Names);
        Directory.CreateDirectory(staging);
        Directory.Move(place[".whole"], Path.Combine(staging, "new"));
        return staging;
    }

    private void Write(string text, params string[] names) => Write(text, place["out"], names);

    private static void Write(string text, string root, string[] names)
    {
        using RunFolder folder = RunFolder.Open(root);
        foreach (string name in names)
            folder.WriteText(name, w => w.Write(text));
        folder.Commit(Json.Write(new { Fragsim = "0", folder.Files }));
    }
}
