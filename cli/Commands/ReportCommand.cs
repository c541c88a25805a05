using System.CommandLine;
using FragSim.Cli.Base;
using FragSim.Cli.Files;
using FragSim.Cli.Files.Reading;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Options;
using FragSim.Cli.Runs;

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
        Option<bool> force = ForceOption.ForFile();
        command.Options.Add(file);
        command.Options.Add(force);
        command.SetAction(parse =>
        {
            string from = parse.GetRequiredValue(folder);
            byte[] page = Suppliers.RenderPage(RunFolderReader.Read(from));
            if (parse.GetValue(file) is { } elsewhere)
                StagedFile.Write(elsewhere, page, parse.GetValue(force));
            else
                AmendedRun.Write(from, "report.html", page, parse.GetValue(force));
            string place = parse.GetValue(file) ?? Path.Combine(from, "report.html");
            Console.Error.WriteLine($"The page is {place}.");
            return ExitCode.Done;
        });
        return command;
    }
}
