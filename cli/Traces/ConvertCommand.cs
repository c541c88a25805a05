using System.CommandLine;
using FragSim.Cli.Commands;
using FragSim.Cli.Files;
using FragSim.Sim;
using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Traces;

namespace FragSim.Cli.Traces;

/// <summary><c>fragsim trace convert</c>: the same events in another format.</summary>
internal static class ConvertCommand
{
    private const int BatchEvents = 4096;

    private const string Sentence = "Write a trace in another format";

    private const string Description =
        "Write the events of a trace, or of a recording, in another format. What OUT is, its "
        + "name tells: .csv or .csv.gz.";

    private const string Examples = """
        Examples:
          fragsim trace convert mine.csv.gz mine.csv
          fragsim trace convert recordings/kernbuild kernbuild.csv.gz
        """;

    public static Command Create()
    {
        Argument<string> input = new("IN")
        {
            Description = "Trace file, or folder of a recording",
        };
        Argument<string> output = new("OUT")
        {
            Description = "File to write; replaced when it is complete",
        };
        Lesson command = new("convert", Sentence, Description, Examples) { input, output };
        command.SetAction((parse, cancel) => Task.Run(
            () => Convert(parse.GetRequiredValue(input), parse.GetRequiredValue(output), cancel),
            CancellationToken.None));
        return command;
    }

    private static int Convert(string input, string output, CancellationToken cancel)
    {
        if (!output.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            && !output.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{output}: what to write is not known; end it in .csv.");
        using IEventSource source = TraceFormats.Open(input).OpenEvents();
        try
        {
            using CsvTraceWriter writer = new(output, source.Names);
            PageEvent[] batch = new PageEvent[BatchEvents];
            while (source.Read(batch) is int count and > 0)
            {
                cancel.ThrowIfCancellationRequested();
                foreach (ref readonly PageEvent e in batch.AsSpan(0, count))
                    writer.Apply(e);
            }
            writer.Complete();
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{output}: cannot be written: {e.Message}", e);
        }
    }
}
