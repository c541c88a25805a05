using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FragSim.Cli.Options;

/// <summary>Which seeds each strategy runs with.</summary>
/// <param name="standard">How many, unless asked otherwise.</param>
internal sealed class SeedOptions(int standard)
{
    private const int MostSeeds = 10_000;

    private readonly Option<int> seeds = NumberOption.Create(
        "--seeds", "How many seeds each strategy runs with", standard, 1, MostSeeds);

    private readonly Option<ulong> seed = new("--seed")
    {
        HelpName = "FIRST",
        Description = "The first seed; the others follow it",
        DefaultValueFactory = _ => 1,
        CustomParser = ReadSeed,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(seeds);
        command.Options.Add(seed);
    }

    public (ulong First, int Count) Read(ParseResult parse) =>
        (parse.GetValue(seed), parse.GetValue(seeds));

    private static ulong ReadSeed(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        bool read = ulong.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
        if (!read || number > ulong.MaxValue - MostSeeds)
            result.AddError($"--seed: '{text}' is not a whole number, 0 or more.");
        return number;
    }
}
