using System.Text.RegularExpressions;
using Xunit;

namespace FragSim.Tests.Tidy;

/// <summary>Rules of form, kept by a test rather than by review.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 300;
    private const int WidestLine = 100;
    private const int LongestFunction = 60;
    private const int MostParameters = 6;

    /// <summary>Files in which functions take one more.</summary>
    private static readonly HashSet<string> Wider =
    [
        "cli/Commands/CompareCommand.cs", "cli/Commands/GenerateCommand.cs",
        "plots/Figures/FigurePainter.cs", "sim/Run/Simulation.cs",
        "tests/Cli/ComparisonRunTests.cs", "tests/Cli/FakeComparison.cs",
        "tests/Cli/RunFolderReaderTests.cs", "tests/Workloads/CsvTraceTests.cs",
        "validation/Agreement/Verdict.cs", "workloads/Parts/Pages.cs",
    ];

    private static readonly Lazy<(string File, Function Function)[]> Functions = new(() =>
        [.. Repository.Sources.AsParallel().AsOrdered().SelectMany(file =>
            Function.Of(File.ReadAllText(Repository.PathOf(file))).Select(f => (file, f)))]);

    [Fact]
    public void No_file_is_over_300_lines() =>
        Assert.Empty(Lines().GroupBy(l => l.File).Where(f => f.Count() > LongestFile)
            .Select(f => $"{f.Key}: {f.Count()} lines"));

    [Fact]
    public void No_line_is_over_100_columns() =>
        Assert.Empty(Lines().Where(l => l.Text.Length > WidestLine).Select(Place));

    [Fact]
    public void No_function_is_over_60_lines() =>
        Assert.Empty(Functions.Value.Where(f => f.Function.Lines > LongestFunction)
            .Select(f => $"{f.File}:{f.Function.Line}: {f.Function.Lines} lines"));

    [Fact]
    public void No_function_takes_more_than_6_parameters() =>
        Assert.Empty(Functions.Value
            .Where(f => f.Function.Parameters > MostParameters + (Wider.Contains(f.File) ? 1 : 0))
            .Select(f => $"{f.File}:{f.Function.Line}: {f.Function.Parameters} parameters"));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(Lines()
            .Where(l => !l.File.StartsWith("tests/Tidy/", StringComparison.Ordinal))
            .Where(l => Unfinished().IsMatch(l.Text))
            .Select(Place));

    [Fact]
    public void The_simulation_knows_no_wall_clock_and_no_foreign_randomness() =>
        Assert.Empty(Lines()
            .Where(l => Simulated().IsMatch(l.File) && Undetermined().IsMatch(l.Text))
            .Select(Place));

    private static IEnumerable<(string File, int Number, string Text)> Lines() =>
        Repository.Sources.SelectMany(file =>
            File.ReadLines(Repository.PathOf(file)).Select((text, i) => (file, i + 1, text)));

    private static string Place((string File, int Number, string Text) line) =>
        $"{line.File}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex("^(sim|strategies|workloads)/")]
    private static partial Regex Simulated();

    [GeneratedRegex(@"System\.Random|new Random\(|Random\.Shared|\bDateTime(Offset)?\.|Stopwatch")]
    private static partial Regex Undetermined();
}
