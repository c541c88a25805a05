using System.Globalization;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Validation.Calibration;

/// <summary>Reads out of a recording's trace what the kernel did between the marks
/// <c>req I begin</c> and <c>req I end</c>.</summary>
public static class RequestWork
{
    /// <param name="recording">Its trace is read; nothing is replayed.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>In order of time; requests that were not attempted have no marks.</returns>
    /// <exception cref="InputException">A line is damaged.</exception>
    public static IReadOnlyList<MeasuredRequest> Read(
        Recording recording, CancellationToken cancel) => Read(recording.TracePath, cancel);

    internal static IReadOnlyList<MeasuredRequest> Read(string tracePath, CancellationToken cancel)
    {
        using LineReader lines = new(tracePath, FtraceParser.MaxLineBytes, ahead: true);
        Reading reading = new(lines);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if ((lines.LineNumber & 0xffff) == 0)
                cancel.ThrowIfCancellationRequested();
            reading.Saw(line);
        }
        return reading.Requests;
    }

    private sealed class Reading(LineReader lines)
    {
        private readonly WorkTally _tally = new();
        private string _phase = "";
        private string _method = "";
        private int _pid = -1;
        private bool _disturbed;

        public List<MeasuredRequest> Requests { get; } = [];

        public void Saw(ReadOnlySpan<byte> line)
        {
            bool mark = line.IndexOf("tracing_mark_write: ORACLE req"u8) >= 0;
            if (!mark && (_pid < 0 || line.IsEmpty || line[0] == '#' || line.StartsWith("CPU"u8)))
                return;
            LineHead head = new(line, lines);
            ReadOnlySpan<byte> text = head.Event.TrimStart((byte)' ');
            int end = text.IndexOf(": "u8);
            if (end <= 0)
                return;
            if (mark)
                Mark(Encoding.UTF8.GetString(text[(end + 2)..]).Split(' '), head.Pid);
            else if (head.Pid != _pid)
                _disturbed = true;
            else
                _tally.Saw(text[..end], new FtraceFields(text[(end + 2)..], lines));
        }

        private void Mark(string[] words, int pid)
        {
            if (words is [_, "requests", string phase, "begin", _, string method])
                (_phase, _method) = (phase, method.Split('=')[^1]);
            else if (words is [_, "req", _, "begin"])
                (_pid, _disturbed) = (pid, false);
            else if (words is [_, "req", _, "end", string ok, string latency, ..] && _pid >= 0)
            {
                Requests.Add(new MeasuredRequest(_phase, _method, ok == "ok=1", Number(latency),
                    _disturbed, _tally.Done()));
                _pid = -1;
            }
            _tally.Clear();
        }

        private long Number(string word) => long.TryParse(word.Split('=')[^1], NumberStyles.None,
            CultureInfo.InvariantCulture, out long value) ? value
                : throw lines.At($"'{word}' is no number of ns; the trace is damaged");
    }
}
