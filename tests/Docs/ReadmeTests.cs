using System.Text.RegularExpressions;
using FragSim.Plots;
using FragSim.Strategies;
using FragSim.Tests.Cli;
using FragSim.Tests.Tidy;
using SkiaSharp;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>The first page shows what the program prints and draws. To renew the table and the
/// pictures, run this class with FRAGSIM_RENEW_EXPECTATIONS=1 and read the difference.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Compare = "dotnet run --project cli -c Release -- compare";
    private const int PictureWidth = 1000;

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_table_in_the_readme_is_the_one_that_compare_prints()
    {
        FragsimProcess run = DocumentedCommand.RunAsWritten(Compare, place.Path);
        Assert.True(run.ExitCode == 0, run.Error);
        string block = $"```console\n$ {Compare}\n{Tidied(run.Output)}```\n";
        if (Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") == "1")
        {
            string path = Repository.PathOf("README.md");
            File.WriteAllText(
                path, Shown().Replace(File.ReadAllText(path), _ => block, 1));
            foreach (string png in Directory.GetFiles(place["fragsim-out/charts"], "*.png"))
                Draw(png, Path.GetFileNameWithoutExtension(png));
        }

        Assert.Equal(Shown().Match(MarkdownFile.Read("README.md").Text).Value, block);
    }

    [Fact]
    public void The_strategies_in_the_readme_are_those_of_the_catalogue()
    {
        string rows = Strategies().Match(MarkdownFile.Read("README.md").Text).Groups["rows"].Value;

        Described.Require(Described.Strategies, StrategyCatalog.Entries.Select(e => e.Name),
            [.. rows.Split('\n')[..^1].Select(row => row.Split('|')[1].Trim(' ', '`'))]);
    }

    [Fact]
    public void The_gallery_shows_charts_of_the_catalogue_with_their_sentences()
    {
        MarkdownFile gallery = MarkdownFile.Read("docs/gallery.md");
        string[] sections =
            [.. Heading().Matches(gallery.Text).Select(m => m.Groups["name"].Value)];
        Described.Require(Described.Charts, ChartCatalog.Entries.Select(e => e.Name), sections);
        Assert.All(ChartCatalog.Entries.Where(e => sections.Contains(e.Name)), chart =>
        {
            Assert.Contains(
                chart.Sentence, Unwrapped(gallery.Text), StringComparison.Ordinal);
            Assert.Contains($"docs/images/{chart.Name}.png", gallery.LocalLinks);
        });
    }

    [Fact]
    public void Pictures_are_small() =>
        Assert.All(Directory.GetFiles(Repository.PathOf("docs/images")), picture =>
            Assert.InRange(new FileInfo(picture).Length, 1, 200_000));

    internal static void Draw(string png, string name)
    {
        using SKBitmap whole = SKBitmap.Decode(png);
        var size = new SKImageInfo(PictureWidth, whole.Height * PictureWidth / whole.Width,
            SKImageInfo.PlatformColorType, SKAlphaType.Opaque);
        using SKBitmap small = whole.Resize(size, new SKSamplingOptions(SKCubicResampler.Mitchell));
        using FileStream file = File.Create(Repository.PathOf($"docs/images/{name}.png"));
        using SKPixmap pixels = small.PeekPixels();
        pixels.Encode(file, new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9));
    }

    private static string Tidied(string text) => string.Join(
        '\n', text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(l => l.TrimEnd())) + "\n";

    private static string Unwrapped(string text) => text.Replace('\n', ' ');

    [GeneratedRegex(@"^## (?<name>[\w-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>The table of strategies.</summary>
    [GeneratedRegex(@"^\| strategy \|.*\n\| --- .*\n(?<rows>(\|.*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Strategies();

    /// <summary>The block that begins with the command of the first screen.</summary>
    [GeneratedRegex(@"```console\n\$ dotnet run --project cli -c Release -- compare\n.*?```\n",
        RegexOptions.Singleline)]
    private static partial Regex Shown();
}
