using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Cli.Staging;

public sealed class StagedFileTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_file_of_another_content_is_replaced_only_by_force()
    {
        File.WriteAllText(place["x.csv"], "mine");
        OutputException refused = Assert.Throws<OutputException>(() => Write("x.csv", "new"));
        Assert.Contains("is there already", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(place["x.csv"]));
        Assert.Equal(["x.csv"], place.Names);

        Write("x.csv", "new", force: true);
        Assert.Equal("new", File.ReadAllText(place["x.csv"]));
        Assert.Equal(["x.csv"], place.Names);
    }

    [Theory]
    [InlineData("t.csv.gz")]
    [InlineData("t.fstrace")]
    public void A_trace_that_is_not_completed_leaves_nothing(string name)
    {
        using (StagedFile file = new(place[name], force: false))
        using (ITraceWriter writer = TraceFormats.Create(file.StagedPath, [], null))
            writer.Apply(new PageEvent { Op = EventOp.Idle });
        Assert.Empty(place.Names);
    }

    [Fact]
    public void The_same_bytes_again_are_no_replacement()
    {
        Write("x.csv", "same");
        DateTime before = File.GetLastWriteTimeUtc(place["x.csv"]);
        Write("x.csv", "same");
        Assert.Equal(before, File.GetLastWriteTimeUtc(place["x.csv"]));
        Assert.Equal(["x.csv"], place.Names);
    }

    [Fact]
    public void A_link_is_replaced_itself_and_what_it_leads_to_stays()
    {
        File.WriteAllText(place["precious"], "mine");
        File.CreateSymbolicLink(place["x.csv"], place["precious"]);
        Assert.Throws<OutputException>(() => Write("x.csv", "new"));
        Write("x.csv", "new", force: true);
        Assert.Equal("mine", File.ReadAllText(place["precious"]));
        Assert.Null(new FileInfo(place["x.csv"]).LinkTarget);
    }

    [Fact]
    public void Names_of_older_temporary_files_are_no_longer_ours()
    {
        File.WriteAllText(place["precious"], "mine");
        File.CreateSymbolicLink(place["x.csv.part"], place["precious"]);
        File.WriteAllText(place["y.csv.part"], "mine");
        Write("x.csv", "new");
        Write("y.csv", "new");
        Assert.Equal("mine", File.ReadAllText(place["precious"]));
        Assert.Equal("mine", File.ReadAllText(place["y.csv.part"]));
    }

    [Theory]
    [InlineData("/dev/null", "is not a file")]
    [InlineData("/tmp", "is not a file")]
    [InlineData("/proc/fragsim.csv", "takes no files")]
    [InlineData("/no/such/folder/x.csv", "make it")]
    public void A_place_that_takes_no_file_is_refused_even_by_force(string target, string why)
    {
        OutputException refused = Assert.Throws<OutputException>(
            () => StagedFile.Write(target, [1], force: true));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hard_link_of_the_input_leaves_the_input_whole()
    {
        File.WriteAllText(place["in.csv"], "input");
        System.Diagnostics.Process.Start("ln", [place["in.csv"], place["out.csv"]])
            .WaitForExit();
        StagedFile.Write(place["out.csv"], "new"u8.ToArray(), force: true, place["in.csv"]);
        Assert.Equal("input", File.ReadAllText(place["in.csv"]));
    }

    private void Write(string name, string text, bool force = false) =>
        StagedFile.Write(place[name], System.Text.Encoding.UTF8.GetBytes(text), force);
}
