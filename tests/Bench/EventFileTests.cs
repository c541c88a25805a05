using FragSim.Bench.Core;
using FragSim.Sim.Base;
using FragSim.Tests.Cli;
using Xunit;

namespace FragSim.Tests.Bench;

public sealed class EventFileTests
{
    private const ulong Magic = 0x31_5645_5346;

    [Fact]
    public void Events_are_read_as_they_were_written()
    {
        ulong[] written = [CoreEvent.Alloc(9, 7), CoreEvent.Free(9, 7)];
        using var folder = new TemporaryFolder();
        using var file = new EventFile(Write(folder, [Magic, 1024, 2, 0, .. written]));
        var read = new ulong[8];
        Assert.Equal(1024u, file.Frames);
        Assert.Equal(2, file.Next(read, out _));
        Assert.Equal(written, read[..2]);
        Assert.Equal(0, file.Next(read, out _));
    }

    [Theory]
    [InlineData(Magic + 1, 1024, 0, "is not a file of events")]
    [InlineData(Magic, 1000, 0, "has 1000 frames")]
    [InlineData(Magic, 1024, 5000, "event 1 names an id")]
    public void A_wrong_file_is_refused(ulong magic, ulong frames, ulong e, string message)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, [magic, frames, 1, 0, e]);
        InputException wrong = Assert.Throws<InputException>(() =>
        {
            using var file = new EventFile(path);
            file.Next(new ulong[8], out _);
        });
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_ends_within_an_event_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, [Magic, 1024, 2, 0, 7]);
        File.AppendAllText(path, "abc");
        using var file = new EventFile(path);
        InputException wrong = Assert.Throws<InputException>(() => file.Next(new ulong[8], out _));
        Assert.Contains("ends within event 2", wrong.Message, StringComparison.Ordinal);
    }

    private static string Write(TemporaryFolder folder, ulong[] numbers)
    {
        string path = Path.Combine(folder.Path, "events.fsev");
        File.WriteAllBytes(path, [.. numbers.SelectMany(BitConverter.GetBytes)]);
        return path;
    }
}
