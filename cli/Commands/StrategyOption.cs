using System.CommandLine;
using FragSim.Sim;

namespace FragSim.Cli.Commands;

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

    private static string[] Split(string names) => names.Split(
        ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
