using System.CommandLine;
using FragSim.Cli.Options;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim trace</c>: the commands about trace files, one line each.</summary>
internal static class TraceCommand
{
    private const string Sentence = "Work with trace files";

    private const string Description =
        "Work with trace files: what fragsim compare --trace and fragsim replay read. All of it "
        + "is in docs/traces.md.";

    private const string Examples = """
        Examples:
          fragsim trace info mine.csv
          fragsim trace validate mine.csv
          fragsim trace generate highalloc highalloc.fstrace
          fragsim trace convert mine.csv.gz mine.csv
          fragsim trace convert recordings/kernbuild kernbuild.fstrace
        """;

    public static Command Create() => new Lesson("trace", Sentence, Description, Examples)
    {
        InfoCommand.Create(),
        ValidateTraceCommand.Create(),
        GenerateCommand.Create(),
        ConvertCommand.Create(),
    };
}
