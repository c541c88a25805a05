using FragSim.Cli.Results;
using FragSim.Sim.Results;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>What the sentence says of made-up requests.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void One_that_is_better_beyond_the_paired_interval_grants_most() =>
        Says("Under load a grants most (51.5 % of requests).",
            Runs("a", 50, 51, 52, 53), Runs("b", 40, 41, 42, 43));

    [Fact]
    public void Those_within_the_interval_cannot_be_told_apart() =>
        Says("Under load a and b grant most (51.5 and 51.3 % of requests) and cannot be told "
            + "apart.",
            Runs("a", 50, 51, 52, 53), Runs("b", 52, 49, 53, 51), Runs("c", 1, 2, 1, 2));

    [Fact]
    public void A_small_difference_that_every_seed_has_is_told() =>
        Says("Under load a grants most (52.5 % of requests).",
            Runs("b", 10, 81, 33, 82), Runs("a", 11, 82, 34, 83));

    [Fact]
    public void Seeds_that_are_all_equal_leave_a_tie() =>
        Says("Under load a and b cannot be told apart (51.5 and 51.5 % of requests).",
            Runs("a", 50, 51, 52, 53), Runs("b", 50, 51, 52, 53));

    [Fact]
    public void Of_those_tied_the_one_that_costs_others_least_comes_first() =>
        Says("Under load b and a cannot be told apart (51.5 and 51.5 % of requests); "
            + "b costs others least.",
            Costing(s => s with { ReservedIdlePageSeconds = 5000 }, Runs("a", 50, 51, 52, 53)),
            Runs("b", 50, 51, 52, 53));

    [Fact]
    public void One_that_starves_others_is_no_answer_and_the_sentence_says_why()
    {
        string answer = Of(
            Costing(s => s with { BaseFailures = 2158 }, Runs("a", 60, 61, 62, 63)),
            Runs("b", 50, 51, 52, 53));
        Assert.StartsWith("Under load b grants most (51.5 % of requests) without starving "
            + "others; a grants more (61.5 %), but with 2,158 failed base pages.", answer,
            StringComparison.Ordinal);
        Assert.DoesNotContain("a has", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_that_starve_others_for_no_less_are_told_together() =>
        Says("Under load b grants most (51.5 % of requests) without starving others; a and c grant "
            + "no less (51.5 and 52.0 %), but with 7 and 2,158 failed base pages.",
            Costing(s => s with { BaseFailures = 7 }, Runs("a", 50, 51, 52, 53)),
            Runs("b", 50, 51, 52, 53),
            Costing(s => s with { BaseFailures = 2158 }, Runs("c", 53, 50, 54, 51)));

    [Fact]
    public void A_starving_strategy_that_grants_less_is_not_spoken_of() =>
        Assert.DoesNotContain("failed base pages", Of(
            Costing(s => s with { BaseFailures = 2158 }, Runs("a", 10, 11, 12, 13)),
            Runs("b", 50, 51, 52, 53)), StringComparison.Ordinal);

    [Fact]
    public void Failures_that_all_strategies_share_starve_nobody() =>
        Says("Under load a grants most (61.5 % of requests).",
            Costing(s => s with { BaseFailures = 7 }, Runs("a", 60, 61, 62, 63)),
            Costing(s => s with { BaseFailures = 7 }, Runs("b", 50, 51, 52, 53)));

    [Fact]
    public void A_lone_strategy_is_not_said_to_grant_most() =>
        Says("Under load a grants 51.5 % of requests.", Runs("a", 50, 51, 52, 53));

    [Fact]
    public void The_oracle_is_no_competitor() =>
        Says("Under load a grants 51.5 % of requests.",
            Runs("a", 50, 51, 52, 53), Runs("oracle", 90, 91, 92, 93));

    [Fact]
    public void With_one_seed_there_is_no_interval() =>
        Says("One run each, so no interval. Under load a grants most (51.0 % of requests).",
            Runs("a", 51), Runs("b", 50));

    [Fact]
    public void Nothing_granted_leaves_no_winner() =>
        Assert.Equal("Under load no strategy grants huge pages (0.0 % of requests).",
            Of(Runs("a", 0, 0), Runs("b", 0, 0)));

    [Fact]
    public void Who_leads_at_both_times_is_named_once() =>
        Assert.StartsWith("Under load and at rest linux grants most (74.0 and 75.0 % of requests).",
            Answer.Of(StrategyScore.Of(FakeRuns.Five)), StringComparison.Ordinal);

    [Fact]
    public void One_that_alone_leads_each_time_is_named() =>
        Assert.Contains("Only a leads each time.", Of(
            Runs("a", (50, 50), (51, 51), (52, 52)), Runs("b", (50, 10), (52, 11), (51, 12)),
            Runs("c", (10, 50), (11, 52), (12, 51))), StringComparison.Ordinal);

    [Fact]
    public void One_near_the_bound_for_the_memory_it_left_is_said_to_be_there() =>
        Assert.Contains("Near the bound for their own memory: b (10.5 of 11.0 %); there no effort "
            + "grants much more, only other placement does.",
            Of(Runs("a", 50, 51, 52, 53),
                Costing(s => s with { OraclePct = 11 }, Runs("b", 10, 11, 10, 11))),
            StringComparison.Ordinal);

    [Fact]
    public void Cache_hits_that_another_strategy_leaves_are_named() =>
        Assert.Contains("5.6 % cache hits (30.7 under b)", Of(
            Costing(s => s with { CacheHitPct = 5.6 }, Runs("a", 50, 51, 52, 53)),
            Costing(s => s with { CacheHitPct = 30.7 }, Runs("b", 10, 11, 10, 11))),
            StringComparison.Ordinal);

    [Fact]
    public void No_request_is_no_answer() =>
        Assert.Equal("No huge page was asked for.", Of([.. Runs("a", 1).Select(run =>
            run with
            {
                Requests = [],
                Summary = run.Summary with { SuccessPct = double.NaN },
            })]));

    private static void Says(string sentence, params RunResult[][] runs) =>
        Assert.StartsWith(sentence, Of(runs), StringComparison.Ordinal);

    private static string Of(params RunResult[][] runs) =>
        Answer.Of(StrategyScore.Of([.. runs.SelectMany(r => r)]));

    /// <summary>A run for each seed, all of whose requests are made under load.</summary>
    private static RunResult[] Runs(string strategy, params int[] granted) =>
        [.. granted.Select((g, i) => Run(strategy, i + 1, [.. Phase("load", g)]))];

    /// <summary>A run for each seed: requests under load and at rest.</summary>
    private static RunResult[] Runs(string strategy, params (int Load, int Later)[] granted) =>
        [.. granted.Select((g, i) => Run(
            strategy, i + 1, [.. Phase("load", g.Load), .. Phase("rest", g.Later)]))];

    private static RunResult Run(string strategy, int seed, RequestRecord[] requests)
    {
        RunResult run = FakeRuns.Of(strategy, (ulong)seed, 0.5);
        double success = 100.0 * requests.Count(r => r.Granted) / requests.Length;
        return run with
        {
            Requests = requests,
            Summary = run.Summary with { SuccessPct = success, BaseFailures = 0 },
        };
    }

    private static RequestRecord[] Phase(string phase, int granted) =>
        [.. Enumerable.Range(0, 100).Select(i => FakeRuns.Request(i, phase, i < granted))];

    private static RunResult[] Costing(Func<RunSummary, RunSummary> cost, RunResult[] runs) =>
        [.. runs.Select(run => run with { Summary = cost(run.Summary) })];
}
