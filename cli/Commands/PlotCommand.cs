using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files.Reading;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Options;
using FragSim.Plots;
using FragSim.Plots.Style;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim plot</c>: one chart of a run, as a paper or a slide needs it.</summary>
internal static class PlotCommand
{
    private const int LargestSide = 4096;

    private const string Sentence = "Draw one chart of a run, from its CSV files";

    private const string Description =
        "Draw one chart from the CSV files of a folder that compare, run or replay wrote, in the "
        + "size, format and theme that a paper or a slide needs. Nothing is simulated.";

    private const string Examples = """
        Examples:
          fragsim plot fragsim-out --chart success
          fragsim plot fragsim-out --chart stall-cdf --format svg --width 720 --height 400
          fragsim plot fragsim-out --chart blockers --theme dark --out slide.png

        Charts:
          fragsim list charts names them all.
        """;

    public static Command Create()
    {
        Lesson command = new("plot", Sentence, Description, Examples);
        Argument<string> folder = new("DIR") { Description = "Folder of the run" };
        Option<string> chart = new("--chart", "-c")
        {
            HelpName = "NAME",
            Description = "The chart; see fragsim list charts",
            Required = true,
        };
        Option<string> format = new("--format", "-f")
        {
            HelpName = "png|svg",
            Description = "PNG has twice as many pixels as --width and --height say",
            DefaultValueFactory = _ => "png",
        };
        format.AcceptOnlyFromAmong("png", "svg");
        Option<string> theme = new("--theme")
        {
            HelpName = "light|dark",
            Description = "Background",
            DefaultValueFactory = _ => "light",
        };
        theme.AcceptOnlyFromAmong("light", "dark");
        Option<int> width = NumberOption.Create("--width", "Width", 960, 320, LargestSide);
        Option<int> height = NumberOption.Create("--height", "Height", 540, 240, LargestSide);
        Option<string?> file = new("--out", "-o")
        {
            HelpName = "FILE",
            Description = "The picture [default: NAME.png or NAME.svg]",
        };
        command.Arguments.Add(folder);
        Option<bool> force = ForceOption.ForFile();
        Option[] all = [chart, format, width, height, theme, file, force];
        foreach (Option option in all)
            command.Options.Add(option);
        command.SetAction(parse =>
        {
            string name = parse.GetRequiredValue(chart), kind = parse.GetRequiredValue(format);
            // A wrong name is to be told before anything is read.
            ChartCatalog.Check(name);
            ChartStyle style = new()
            {
                Width = parse.GetValue(width),
                Height = parse.GetValue(height),
                Dark = parse.GetValue(theme) == "dark",
            };
            string picture = parse.GetValue(file) ?? $"{name}.{kind}";
            StagedFile.Write(picture, ChartCatalog.Render(
                name, RunFolderReader.Read(parse.GetRequiredValue(folder)), style,
                kind == "svg" ? ChartFormat.Svg : ChartFormat.Png), parse.GetValue(force));
            Console.Error.WriteLine($"The chart is {picture}.");
            return ExitCode.Done;
        });
        return command;
    }
}
