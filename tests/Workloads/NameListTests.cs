using FragSim.Sim.Base;
using FragSim.Traces;
using FragSim.Traces.Events;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class NameListTests
{
    [Fact]
    public void A_name_keeps_the_index_of_its_first_use()
    {
        NameList names = new();
        Assert.Equal((0u, 1u, 0u), (names.IndexOf("a"), names.IndexOf("b"), names.IndexOf("a")));
        Assert.Equal(["a", "b"], names);
    }

    [Fact]
    public void There_may_be_so_many_names_and_no_more()
    {
        NameList names = new();
        for (int i = 0; i < NameList.Most; i++)
            Assert.Equal((uint)i, names.IndexOf($"name-{i}"));
        Assert.Equal(7u, names.IndexOf("name-7"));
        Assert.False(names.TryIndexOf("another", out _));
        Assert.Contains("65536 different names",
            Assert.Throws<InputException>(() => names.IndexOf("another")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_with_too_many_names_is_refused_at_the_line_of_the_first_too_many()
    {
        using TempFolder folder = new();
        string path = folder.File("t.csv", "time_ns,op,id,order,mobility,name\n"
            + string.Concat(
                Enumerable.Range(0, NameList.Most + 9).Select(i => $"0,phase,,,,n{i}\n")));
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        InputException error = Assert.Throws<InputException>(() => MiniRecording.ReadAll(source));
        Assert.Equal($"{path}:65538: name 'n65536' is one more than the 65536 different names that "
            + "there may be; use names again, or leave some phases out", error.Message);
    }
}
