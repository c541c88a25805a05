using FragSim.Cli.Files.Staging;
using Xunit;

namespace FragSim.Tests.Cli.Staging;

public sealed class StagingFolderTests : IDisposable
{
    private const string Name = ".fragsim-00112233445566778899aabbccddeeff";

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void It_is_for_its_owner_alone_and_never_twice_the_same()
    {
        using StagingFolder one = StagingFolder.Create(place.Path);
        using StagingFolder two = StagingFolder.Create(place.Path);
        Assert.NotEqual(one.Path, two.Path);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            TemporaryFolder.ModeOf(one.Path));
        Assert.True(StagingFolder.IsName(Path.GetFileName(one.Path)));
    }

    [Fact]
    public void A_sweep_removes_what_has_no_owner_and_leaves_what_has_one()
    {
        using StagingFolder live = StagingFolder.Create(place.Path);
        Directory.CreateDirectory(place[Name]);
        File.WriteAllText(place[Name + "/x.csv"], "half");
        StagingFolder.Sweep(place.Path);
        Assert.Equal([Path.GetFileName(live.Path)], place.Names);
    }

    [Fact]
    public void A_sweep_follows_no_link_and_takes_no_other_name()
    {
        Directory.CreateDirectory(place["precious"]);
        File.WriteAllText(place["precious/thesis.tex"], "mine");
        Directory.CreateSymbolicLink(place[Name], place["precious"]);
        Directory.CreateDirectory(place[Name.Replace('0', '1')]);
        Directory.CreateSymbolicLink(
            place[Name.Replace('0', '1') + "/inner"], place["precious"]);
        string[] others = [".fragsim-mine", Name + "0", Name.ToUpperInvariant(), Name[1..]];
        foreach (string other in others)
            Directory.CreateDirectory(place[other]);
        StagingFolder.Sweep(place.Path);
        Assert.Equal(
            others.Concat([Name, "precious", "precious/thesis.tex", Name + "/thesis.tex"])
                .Where(n => n != Name + "/thesis.tex").Order(StringComparer.Ordinal),
            place.Names.Where(n => n != Name + "/thesis.tex"));
    }
}
