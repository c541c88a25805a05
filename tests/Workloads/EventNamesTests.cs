using System.Text;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class EventNamesTests
{
    private readonly EventNames names = new();

    [Fact]
    public void Events_are_counted_by_name_and_the_most_frequent_come_first()
    {
        foreach (string name in new[] { "b", "a", "c", "c", "" })
            names.Add(Encoding.ASCII.GetBytes(name));
        Assert.Equal([("c", 2L), ("a", 1L), ("b", 1L)], names.All);
        Assert.Equal((1, 5), (names.Unnamed, names.Total));
    }

    [Theory]
    [InlineData("0xffffffff81")]
    [InlineData("a b")]
    [InlineData("a\u001b")]
    [InlineData("a_name_of_an_event_that_is_longer_than_any_there_is")]
    public void What_is_no_name_is_counted_without_one(string name)
    {
        names.Add(Encoding.ASCII.GetBytes(name));
        Assert.Empty(names.All);
        Assert.Equal(1, names.Unnamed);
    }

    [Fact]
    public void However_many_names_there_are_only_the_first_are_kept()
    {
        for (int i = 0; i < 10_000; i++)
            names.Add(Encoding.ASCII.GetBytes($"event_{i}"));
        Assert.Equal((64, 10_000), (names.All.Count, names.Total));
        Assert.Contains(("event_0", 1L), names.All);
    }
}
