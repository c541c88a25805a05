using System.CommandLine;
using System.Globalization;
using FragSim.Bench.Core;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Recordings;

namespace FragSim.Bench.Reading;

/// <summary><c>fragsim-bench read</c>: how fast a trace becomes events.</summary>
/// <remarks>Only the thread that makes the events is timed: text is read and gunzipped by another;
/// the blocks of an <c>.fstrace</c> file are unpacked by this one.</remarks>
internal static class ReadCommand
{
    private const int BatchEvents = 4096;

    private static readonly Argument<string> Trace = CommonOptions.Trace();
    private static readonly Option<int> Repetitions = CommonOptions.Repetitions(20);

    public static Command Create()
    {
        var command = new Command("read", "Time the reading of a trace") { Trace, Repetitions };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Trace),
            Math.Max(1, parsed.GetValue(Repetitions)), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string path, int repetitions, TextWriter output)
    {
        ITrace trace = TraceFormats.Open(path);
        long best = long.MaxValue, events = 0, lines = 0;
        for (int i = 0; i < repetitions; i++)
        {
            long start = ThreadClock.NowNs;
            (events, lines) = Count(trace);
            best = Math.Min(best, ThreadClock.NowNs - start);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"read {trace.Name} format={trace.Format} events={events} lines={lines} "
            + $"ns/event={(double)best / events:F1} "
            + $"million_events/s={1e3 * events / best:F2} "
            + $"million_lines/s={1e3 * lines / best:F2} (best of {repetitions}; CPU)"));
    }

    private static (long Events, long Lines) Count(ITrace trace)
    {
        using IEventSource source = trace.OpenEvents();
        PageEvent[] batch = new PageEvent[BatchEvents];
        long events = 0;
        while (source.Read(batch) is int count and > 0)
            events += count;
        return (events, source is RecordingSource recording ? recording.Tally.Lines : events);
    }
}
