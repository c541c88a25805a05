using FragSim.Cli;
using FragSim.Cli.Base;
using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class FailureTests
{
    [Fact]
    public void A_fault_of_our_own_is_one_line_that_says_what_to_report()
    {
        (int code, string message) = Tell(Caught(() => Fail(null!)), "run", "--seeds", "1");
        Assert.Equal(3, code);
        Assert.Contains("has a fault of its own: NullReferenceException in FailureTests.Fail",
            message, StringComparison.Ordinal);
        Assert.Contains("the command was: fragsim run --seeds 1", message,
            StringComparison.Ordinal);
        Assert.Single(message.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, int> Known { get; } = new()
    {
        { new UsageException("wrong"), 1 },
        { new InputException("wrong"), 2 },
        { new OutputException("wrong"), 2 },
        { new AggregateException(new InputException("wrong")), 2 },
        { new IOException("Could not find a part of the path '/x'.", 2), 2 },
        { new InsufficientMemoryException(), 2 },
        { new OperationCanceledException(), 130 },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void What_can_be_mended_has_a_code_and_plain_words(Exception e, int expected)
    {
        (int code, string message) = Tell(e);
        Assert.Equal(expected, code);
        Assert.NotEqual("", message);
        Assert.DoesNotContain("part of the path", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
    }

    private static (int Code, string Message) Tell(Exception e, params string[] args)
    {
        using StringWriter text = new();
        return (Failure.Tell(e, args, text), text.ToString());
    }

    private static int Fail(string text) => text.Length;

    private static Exception Caught(Action action) => Record.Exception(action)!;
}
