using System.CommandLine;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;

namespace FragSim.Cli.Options;

/// <summary>Options that every simulating command has: how it works and where results go.</summary>
internal sealed class OutputOptions
{
    private const int MostWorkers = 1024;

    private readonly Option<int> workers = NumberOption.Create(
        "--workers", "Simulations side by side; 0 is one on each core. Results do not depend on it",
        0, 0, MostWorkers);

    private readonly Option<string?> baseline = new("--baseline")
    {
        HelpName = "NAME",
        Description = "Show success relative to this strategy, seed by seed",
    };

    private readonly Option<string> folder = new("--out", "-o")
    {
        HelpName = "DIR",
        Description = "Folder for results; those of an earlier run in it are replaced",
        DefaultValueFactory = _ => "fragsim-out",
    };

    private readonly Option<OutputFormat> format = new("--format", "-f")
    {
        HelpName = "table|json|csv",
        Description = "What standard output gets: a table for people, JSON or CSV for machines "
            + "[default: table]",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!Enum.TryParse(text, ignoreCase: true, out OutputFormat format)
                || !Enum.IsDefined(format) || char.IsAsciiDigit(text[0]))
                result.AddError($"--format: '{text}' is not table, json or csv.");
            return format;
        },
    };

    private readonly Option<bool> noCharts = new("--no-charts")
    {
        Description = "Write no charts and no page",
    };

    private readonly Option<bool> map = new("--map")
    {
        Description = "Print memory over time: a line a sample, a character a pageblock",
    };

    private readonly Option<bool> quiet = new("--quiet", "-q")
    {
        Description = "No progress, no table, no closing lines; json and csv are still written",
    };

    private readonly Option<bool> force = ForceOption.ForFolder();

    public void AddTo(Command command)
    {
        Option[] all = [workers, baseline, folder, force, format, noCharts, map, quiet];
        foreach (Option option in all)
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">The baseline is not among the strategies.</exception>
    public Comparison Apply(ParseResult parse, Comparison comparison)
    {
        string? reference = parse.GetValue(baseline);
        if (reference is not null && !comparison.Plan.Strategies.Contains(reference))
        {
            throw new UsageException(
                $"--baseline {reference}: it must be one of the strategies compared: "
                + $"{string.Join(", ", comparison.Plan.Strategies)}.");
        }
        int threads = parse.GetValue(workers);
        return comparison with
        {
            Folder = parse.GetRequiredValue(folder),
            Force = parse.GetValue(force),
            Workers = threads == 0 ? Environment.ProcessorCount : threads,
            Baseline = reference,
            Format = parse.GetValue(format),
            Charts = !parse.GetValue(noCharts),
            Map = parse.GetValue(map),
            Quiet = parse.GetValue(quiet),
        };
    }
}
