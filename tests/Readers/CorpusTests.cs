using FragSim.Cli.Base;
using FragSim.Fuzz;
using FragSim.Sim.Base;
using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Readers;

/// <summary>What the fuzzer of <c>tests/Fuzz</c> begins with, and what it once found.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Readers => [.. Targets.All.Select(t => t.Name)];

    [Theory, MemberData(nameof(Readers))]
    public void Every_reader_accepts_its_first_seed(string name)
    {
        Target target = Targets.All.Single(t => t.Name == name);
        using TempFolder place = new();
        target.Prepare(place.Path);
        target.Read(target.Place(place.Path, target.Seeds(place.Path).First()));
    }

    [Theory, MemberData(nameof(Readers))]
    public void Every_reader_reads_or_refuses_what_was_found_once(string name)
    {
        Target target = Targets.All.Single(t => t.Name == name);
        using TempFolder place = new();
        target.Prepare(place.Path);
        foreach (byte[] input in target.Seeds(place.Path).Concat(Corpus.Of(target)))
        {
            Exception? error =
                Record.Exception(() => target.Read(target.Place(place.Path, input)));
            Assert.True(
                error is null or InputException or UsageException or OutputException, $"{error}");
        }
    }

    [Fact]
    public void Readers_have_names_of_their_own() =>
        Assert.Equal(Targets.All.Count, Targets.All.Select(t => t.Name).Distinct().Count());
}
