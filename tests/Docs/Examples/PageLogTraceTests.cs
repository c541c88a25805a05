using System.Text;
using FragSim.Fuzz;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Tests.Workloads;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Docs.Examples;

public sealed class PageLogTraceTests
{
    private const string Good = "# pagelog\n0 + 70 0\n10 + 71 9\n20 - 70\n30 - 71\n";

    [Fact]
    public void A_line_is_an_event()
    {
        using TempFolder folder = new();
        string path = folder.File("a.log", Good);

        Assert.True(PageLogTrace.Fits(new TraceHead(path)));
        Assert.Equal(
            [EventOp.Alloc, EventOp.Request, EventOp.Free, EventOp.Free],
            Read(path).Select(e => e.Op));
    }

    [Theory]
    [InlineData("x + 1 0", "2: the time 'x' is not a whole number; write it in digits")]
    [InlineData("5 * 1 0", "2: '*' is neither + nor -; write one of them")]
    [InlineData("5 + 1 11", "2: order 11 is above 10; write a smaller one")]
    [InlineData("5 - 1", "2: id 1 is not in use; allocate it first, or take the line out")]
    public void A_wrong_line_is_named_with_the_remedy(string line, string message)
    {
        using TempFolder folder = new();
        string path = folder.File("a.log", $"# pagelog\n{line}\n");

        Assert.EndsWith(message, Assert.Throws<InputException>(() => Read(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_input_is_read_or_refused()
    {
        using TempFolder folder = new();
        string path = folder.File("a.log", "");
        Rng rng = Rng.For(1, "pagelog");
        for (int i = 0; i < 2000; i++)
        {
            File.WriteAllBytes(path, Mutation.Of([Encoding.UTF8.GetBytes(Good)], rng, most: 4096));
            Exception? error = Record.Exception(() => Read(path));
            Assert.True(error is null or InputException, $"{error}");
        }
    }

    private static List<PageEvent> Read(string path)
    {
        using IEventSource source = new PageLogTrace(path).OpenEvents();
        return MiniRecording.ReadAll(source);
    }
}
