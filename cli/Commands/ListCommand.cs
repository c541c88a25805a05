using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;
using FragSim.Cli.Terminal;
using FragSim.Sim.Base;
using FragSim.Strategies;
using FragSim.Strategies.Kernel.Settings;
using FragSim.Workloads;
using Spectre.Console;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim list</c>: what there is to choose from.</summary>
internal static class ListCommand
{
    private const string Sentence = "List strategies, workloads, settings, charts or trace formats";

    private const string Description =
        "List what there is: strategies, workloads, kernel settings, charts or trace formats, each "
        + "with one sentence and the paper or kernel source that it follows.";

    private const string Examples = """
        Examples:
          fragsim list strategies
          fragsim list workloads --format json
        """;

    private static readonly (string Name, Func<IReadOnlyList<CatalogEntry>> Entries)[] Catalogues =
    [
        ("strategies", () => [.. StrategyCatalog.Entries, .. StrategyCatalog.Presets]),
        ("workloads", () => WorkloadCatalog.Entries),
        ("settings", () => KernelSettingCatalog.Entries),
        ("charts", () => Suppliers.Charts),
        ("formats", () => Suppliers.Formats),
    ];

    public static Command Create()
    {
        string[] names = [.. Catalogues.Select(c => c.Name)];
        Argument<string> catalogue = new("CATALOGUE")
        {
            Description = string.Join(", ", names[..^1]) + " or " + names[^1],
        };
        catalogue.Validators.Add(result =>
        {
            string name = result.Tokens[0].Value;
            if (!names.Contains(name))
                result.AddError($"'{name}' is not a list; there are {string.Join(", ", names)}.");
        });
        Option<string> format = new("--format", "-f")
        {
            HelpName = "table|json",
            Description = "A table for people or JSON for machines",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json");
        Lesson command = new("list", Sentence, Description, Examples) { catalogue, format };
        command.SetAction(parse =>
        {
            string name = parse.GetRequiredValue(catalogue);
            IReadOnlyList<CatalogEntry> entries = Catalogues.Single(c => c.Name == name).Entries();
            if (parse.GetValue(format) == "json")
            {
                using Stream output = StandardStreams.Output();
                output.Write(Json.Write(entries));
            }
            else
            {
                WriteTable(name, entries, Consoles.Output());
            }
            return ExitCode.Done;
        });
        return command;
    }

    public static void WriteTable(
        string name, IReadOnlyList<CatalogEntry> entries, IAnsiConsole console)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(name).NoWrap());
        table.AddColumns("what it is", "after");
        foreach (CatalogEntry entry in entries)
            table.AddRow(new Text(entry.Name), new Text(Told(entry)), new Text(entry.Source));
        console.Write(table);
    }

    /// <summary>The sentence, and a line for each parameter.</summary>
    private static string Told(CatalogEntry entry) => string.Join('\n', entry.Parameters
        .Select(p => $"  {p.Name}={p.Default}: {p.Meaning} ({p.Values})").Prepend(entry.Sentence));
}
