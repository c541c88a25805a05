using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Recordings;
using FragSim.Workloads.Text;
using FragSim.Workloads.Traces;
using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>Every file of <c>tests/data/bad</c> is wrong in one way; the message it must give is in
/// the file of the same name with <c>.expected</c>.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(TestFiles.Data("bad"))
        .Where(f => !f.EndsWith(".expected", StringComparison.Ordinal))
        .Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_bad_file_gives_its_place_what_is_wrong_and_the_remedy(string name)
    {
        string path = TestFiles.Data("bad", name);
        string expected = File.ReadAllText(path + ".expected").TrimEnd();
        InputException error = Assert.Throws<InputException>(() => Read(path));
        Assert.Equal(expected, error.Message.Replace(path, name, StringComparison.Ordinal));
    }

    private static void Read(string path)
    {
        switch (Path.GetExtension(path))
        {
            case ".csv":
                using (IEventSource source = CsvTrace.Open(path).OpenEvents())
                    while (source.Read(new PageEvent[64]) > 0)
                        continue;
                break;
            case ".trace":
                using (FtraceParser parser = new(
                    new LineReader(path, FtraceParser.MaxLineBytes, ahead: true)))
                {
                    FtraceRecord record = default;
                    while (parser.Read(ref record))
                        continue;
                }
                break;
            case ".freelists":
                FreeListsFile.Read(path);
                break;
            case ".pageblocks":
                PageblocksFile.Read(path);
                break;
            case ".zoneinfo":
                ZoneInfoFile.Read(path);
                break;
            case ".requests":
                RequestsFile.Read(path);
                break;
            default:
                Assert.Fail($"no reader for {path}");
                break;
        }
    }
}
