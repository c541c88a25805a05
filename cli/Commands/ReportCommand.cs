using System.CommandLine;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Reading;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim report</c>: the page of a run, from its CSV files.</summary>
internal static class ReportCommand
{
    private const string Sentence = "Make the page of a run again, from its CSV files";

    private const string Description =
        "Make report.html again from the CSV files of a folder that compare, run or replay wrote. "
        + "Nothing is simulated; the page opens from disk and needs no network.";

    private const string Examples = """
        Examples:
          fragsim report fragsim-out
          fragsim report fragsim-out --out comparison.html
        """;

    public static Command Create()
    {
        Lesson command = new("report", Sentence, Description, Examples);
        Argument<string> folder = new("DIR") { Description = "Folder of the run" };
        Option<string?> file = new("--out", "-o")
        {
            HelpName = "FILE",
            Description = "The page [default: DIR/report.html]",
        };
        command.Arguments.Add(folder);
        command.Options.Add(file);
        command.SetAction(parse =>
        {
            string from = parse.GetRequiredValue(folder);
            string page = parse.GetValue(file) ?? Path.Combine(from, "report.html");
            WholeFile.Write(page, Suppliers.RenderPage(RunFolderReader.Read(from)));
            Console.Error.WriteLine($"The page is {page}.");
            return ExitCode.Done;
        });
        return command;
    }
}
