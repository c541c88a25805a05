using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using Xunit;

namespace FragSim.Tests.Cli.Staging;

public sealed class StagedFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("build")]
    [InlineData("a/b/build")]
    [InlineData("empty/")]
    public void A_folder_appears_whole_or_not_at_all(string name)
    {
        Directory.CreateDirectory(place["empty"]);
        using (StagedFolder folder = new(place[name]))
            File.WriteAllText(Path.Combine(folder.StagedPath, "x"), "half");
        Assert.Equal(["empty"], place.Names);

        using (StagedFolder folder = new(place[name]))
        {
            File.WriteAllText(Path.Combine(folder.StagedPath, "x"), "whole");
            Assert.Empty(Directory.EnumerateFileSystemEntries(place[name]));
            folder.Complete();
        }
        Assert.Equal("whole", File.ReadAllText(Path.Combine(place[name], "x")));
        Assert.DoesNotContain(place.Names, n => n.Contains(".fragsim", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_recording_into_the_same_folder_is_refused_at_once()
    {
        using (StagedFolder folder = new(place["build"]))
        {
            OutputException refused =
                Assert.Throws<OutputException>(() => new StagedFolder(place["build"]));
            Assert.Contains("another fragsim process", refused.Message, StringComparison.Ordinal);
            folder.Complete();
        }
        Assert.Equal(["build"], place.Names);
    }

    [Fact]
    public void What_a_killed_recording_left_goes_with_the_next_beside_it()
    {
        string left = place[".fragsim-" + new string('a', 32)];
        Directory.CreateDirectory(Path.Combine(left, "new", "snap"));
        Directory.CreateDirectory(place["killed"]);
        Directory.CreateDirectory(place["mine"]);
        File.WriteAllText(Path.Combine(left, "claim"), "killed");
        using (StagedFolder folder = new(place["build"]))
            folder.Complete();
        Assert.Equal(["build", "mine"], place.Names);
    }

    [Fact]
    public void A_link_to_an_empty_folder_is_not_followed()
    {
        Directory.CreateDirectory(place["empty"]);
        Directory.CreateSymbolicLink(place["link"], place["empty"]);
        Assert.Throws<OutputException>(() => new StagedFolder(place["link"]));
        Assert.Equal(["empty", "link"], place.Names);
    }
}
