using System.CommandLine;
using System.Globalization;
using FragSim.Cli.Base;
using FragSim.Cli.Options;
using FragSim.Cli.Terminal;
using FragSim.Sim.Results;
using FragSim.Traces;

namespace FragSim.Cli.Commands;

/// <summary><c>fragsim trace validate</c>: is a trace what it should be?</summary>
internal static class ValidateTraceCommand
{
    private const string Sentence = "Check a trace from its beginning to its end";

    private const string Description =
        "Read a trace from its beginning to its end. Says what is right, and what of it cannot be "
        + "used; an error names the file, the line, what is wrong and how to mend it, and the exit "
        + "code is 2.";

    private const string Examples = """
        Examples:
          fragsim trace validate mine.csv
          fragsim trace validate recordings/kernbuild
        """;

    public static Command Create()
    {
        Argument<string> file = new("FILE")
        {
            Description = "Trace file, or folder of a recording",
        };
        Lesson command = new("validate", Sentence, Description, Examples) { file };
        command.SetAction(async (parse, cancel) =>
        {
            string path = parse.GetRequiredValue(file);
            double fraction = 0;
            TraceProfile profile = await WorkProgress.Watch(
                Task.Run(() => TraceProfiler.Read(
                    TraceFormats.Open(path), f => fraction = f, cancel), CancellationToken.None),
                "checking", () => fraction, Consoles.Error());
            string held = profile.WithoutAllocation ?? Count(profile.Events) + ", no errors";
            Console.Out.WriteLine($"{path}: {profile.Format}, {held}.");
            foreach (string note in profile.Notes)
                Console.Out.WriteLine($"  {note}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Count(long events) => string.Create(
        CultureInfo.InvariantCulture, $"{events:#,0} event{(events == 1 ? "" : "s")}");
}
