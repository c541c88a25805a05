using System.CommandLine;
using FragSim.Cli.Options;
using FragSim.Cli.Terminal;
using FragSim.Cli.Traces;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim trace convert</c>: the same events in another format.</summary>
internal static class ConvertCommand
{
    private const string Sentence = "Write a trace in another format";

    private const string Description =
        "Write the events of a trace, or of a recording, in another format.";

    private const string Examples = """
        Examples:
          fragsim trace convert mine.csv mine.fstrace
          fragsim trace convert recordings/kernbuild kernbuild.fstrace
          fragsim trace convert kernbuild.fstrace kernbuild.csv.zst

        Formats:
          What IN is, its content tells; what OUT is to be, its name: .fstrace, .csv, .csv.gz or
          .csv.zst. An .fstrace file keeps the state of memory in which a recording began; in CSV
          the blocks then in use become allocations. Neither keeps later snapshots.
        """;

    public static Command Create()
    {
        Argument<string> input = new("IN")
        {
            Description = "Trace file, or folder of a recording",
        };
        Argument<string> output = new("OUT")
        {
            Description = "File to write",
        };
        Option<bool> quiet = new("--quiet", "-q") { Description = "No progress" };
        Option<bool> force = ForceOption.ForFile();
        Lesson command =
            new("convert", Sentence, Description, Examples) { input, output, force, quiet };
        command.SetAction((parse, cancel) =>
        {
            Conversion conversion = new(parse.GetRequiredValue(input),
                parse.GetRequiredValue(output), parse.GetValue(force));
            Task<int> work = Task.Run(() => conversion.Run(cancel), CancellationToken.None);
            return parse.GetValue(quiet) ? work : WorkProgress.Watch(
                work, "converting", () => conversion.Fraction, Consoles.Error());
        });
        return command;
    }
}
