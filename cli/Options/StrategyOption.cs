using System.CommandLine;
using FragSim.Sim.Base;

namespace FragSim.Cli.Options;

/// <summary>The option that names strategies, separated by commas.</summary>
internal static class StrategyOption
{
    public static Option<string[]> Create(string description) => new("--strategy", "-s")
    {
        HelpName = "NAMES",
        Description = description,
        CustomParser = result => Split(result.Tokens[0].Value),
    };

    /// <summary>The names given, or the default ones.</summary>
    /// <exception cref="UsageException">The option is there and names none.</exception>
    public static IReadOnlyList<string> Names(
        ParseResult parse, Option<string[]> option, IReadOnlyList<string> otherwise)
    {
        if (parse.GetResult(option) is null)
            return otherwise;
        string[] names = parse.GetRequiredValue(option);
        return names.Length > 0
            ? names
            : throw new UsageException("--strategy names no strategy; give one or more.");
    }

    /// <summary>A comma also separates the parameters of one strategy: what has a value and no
    /// name of its own belongs to the strategy before it.</summary>
    private static string[] Split(string text)
    {
        var names = new List<string>();
        foreach (string part in text.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (names.Count > 0 && part.Split('+')[0] is var own && own.Contains('=')
                && !own.Contains(':'))
                names[^1] += "," + part;
            else
                names.Add(part);
        }
        return [.. names];
    }
}
