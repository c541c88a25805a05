using System.Globalization;
using FragSim.Sim.Base;
using FragSim.Strategies;
using FragSim.Tests.Sim;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Machines of all kinds under random events: whatever happens, memory adds up and every
/// id names a block of its own.</summary>
/// <remarks>FRAGSIM_AUDIT_STEPS=100000000 makes so many steps instead of ten million;
/// FRAGSIM_AUDIT_CASE=4711 makes one case alone, such as one that has failed.</remarks>
public sealed class RandomEventsTests
{
    private const uint Parts = 10;

    /// <summary>An unoptimised step takes five times as long; its asserts are looked at.</summary>
#if DEBUG
    private const long StepsOfAll = 1_000_000;
#else
    private const long StepsOfAll = 10_000_000;
#endif

    public static TheoryData<string> Strategies => Catalogue.Everything;

    public static TheoryData<uint> Numbers { get; } =
        [.. Enumerable.Range(0, (int)Parts).Select(i => (uint)i)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Memory_adds_up_after_any_events(string strategy)
    {
        var events = new RandomEvents(new TestMachine(strategy, 32), new Rng(1));
        events.Run(20_000);
        events.End();
    }

    [Theory]
    [InlineData("grouping")]
    [InlineData("oracle")]
    [InlineData("linux")]
    [InlineData("boundary")]
    [InlineData("emptiest")]
    [InlineData("tree")]
    public void Memory_adds_up_with_huge_pages_above_the_largest_block(string strategy)
    {
        var bench = new TestMachine(strategy, 128, hugeOrder: 12);
        var events = new RandomEvents(bench, new Rng(5), highestOrder: 9);
        events.Run(30_000);
        events.End();
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Memory_adds_up_whatever_the_strategies_the_machine_and_the_events(uint part)
    {
        if (Given("FRAGSIM_AUDIT_CASE") is { } number)
        {
            Run((uint)number);
            return;
        }
        long steps = (Given("FRAGSIM_AUDIT_STEPS") ?? StepsOfAll) / Parts;
        for (uint i = part; steps > 0; i += Parts)
            steps -= Run(i);
    }

    /// <returns>Steps of the case.</returns>
    private static int Run(uint number)
    {
        var drawn = RandomCase.Of(number);
        try
        {
            var bench = new TestMachine(StrategyCatalog.Create(drawn.Strategy), drawn.Options);
            var events = new RandomEvents(bench, Rng.For(number, "events"));
            events.Run(drawn.Steps);
            events.End();
        }
        catch (UsageException)
        {
            // A machine too small for what its strategy sets aside says so.
        }
        // What fails is of little use without the machine that it failed on.
        catch (Exception e)
        {
            Assert.Fail($"{drawn}: {e}");
        }
        return drawn.Steps;
    }

    private static long? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
