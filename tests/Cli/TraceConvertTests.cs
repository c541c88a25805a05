using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class TraceConvertTests : IDisposable
{
    private const string Mine = "time_ns,op,id,order,mobility,source,effort,flags,name,page\n"
        + "0,phase,,,,,,,fill,\n"
        + "5,alloc,0,3,unmovable,slab,direct|kswapd,lru,,77\n"
        + "9,request,1,9,movable,huge,direct|zero|thp,none,,\n"
        + "12,free,0,,,,,none,,\n";

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_trace_goes_through_every_format_and_comes_back_the_same()
    {
        File.WriteAllText(place["a.csv"], Mine);
        string[] files = ["a.csv", "b.fstrace", "c.csv.zst", "d.fstrace", "e.csv.gz", "f.csv"];
        foreach ((string from, string to) in files.Zip(files[1..]))
        {
            FragsimProcess run =
                FragsimProcess.Run("trace", "convert", place[from], place[to]);
            Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        }
        Assert.Equal(Mine, File.ReadAllText(place["f.csv"]));
        Assert.Equal(File.ReadAllBytes(place["b.fstrace"]), File.ReadAllBytes(place["d.fstrace"]));
    }

    [Theory]
    [InlineData("a.csv", "a.csv", 2, "is the input itself")]
    [InlineData("v.csv.part", "v.csv", 0, "")]
    [InlineData("a.csv", "mine.csv", 2, "--force")]
    [InlineData("a.csv", "linked.csv", 2, "is the input itself")]
    [InlineData("linked.csv", "a.csv", 2, "is the input itself")]
    public void The_input_and_files_of_others_stay(
        string input, string output, int exitCode, string why)
    {
        foreach (string name in (string[])["a.csv", "v.csv.part"])
            File.WriteAllText(place[name], Mine);
        File.WriteAllText(place["mine.csv"], "mine");
        File.CreateSymbolicLink(place["linked.csv"], place["a.csv"]);
        FragsimProcess run =
            FragsimProcess.Run("trace", "convert", place[input], place[output]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Equal(Mine, File.ReadAllText(place["a.csv"]));
        Assert.Equal(Mine, File.ReadAllText(place["v.csv.part"]));
        Assert.Equal("mine", File.ReadAllText(place["mine.csv"]));
    }

    [Fact]
    public void Bad_input_leaves_no_output()
    {
        File.WriteAllText(place["a.csv"], Mine + "13,free,77,,,,,none,,\n");
        FragsimProcess run =
            FragsimProcess.Run("trace", "convert", place["a.csv"], place["b.fstrace"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a.csv:6: id 77 is not in use", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a.csv"], place.Names);
    }

    [Theory]
    [InlineData("b.parquet", 1, "let the name end in")]
    [InlineData("no/such/folder/b.fstrace", 2, "cannot be written")]
    public void An_output_that_cannot_be_is_refused(string output, int exitCode, string why)
    {
        File.WriteAllText(place["a.csv"], Mine);
        FragsimProcess run =
            FragsimProcess.Run("trace", "convert", place["a.csv"], place[output]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Equal(["a.csv"], place.Names);
    }

    [Fact]
    public void A_recording_as_csv_begins_with_what_was_in_memory()
    {
        string recording = Repository.PathOf("tests/data/recordings/boot-idle");
        FragsimProcess run =
            FragsimProcess.Run("trace", "convert", recording, place["b.csv.zst"]);
        Assert.Equal(0, run.ExitCode);

        run = FragsimProcess.Run("compare", "--trace", place["b.csv.zst"], "--strategy", "none",
            "--memory", "2GiB", "--no-charts", "--quiet", "--out", place["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
