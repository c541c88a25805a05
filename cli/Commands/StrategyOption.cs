using System.CommandLine;

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

    private static string[] Split(string names) => names.Split(
        ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
