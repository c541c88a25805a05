using System.Globalization;
using System.Text;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary>What the recorded kernel gave one huge-page request.</summary>
/// <param name="Phase">As in the marks of the trace.</param>
/// <param name="Index">From 0 within its phase.</param>
/// <param name="Method"><c>thp</c>, <c>nr_hugepages</c> and so on.</param>
/// <param name="Granted">Whether it got a huge page.</param>
/// <param name="StartNs">On the clock of the trace.</param>
/// <param name="LatencyNs">0 when it was not attempted any more after many failures.</param>
public sealed record RecordedRequest(
    string Phase, int Index, string Method, bool Granted, long StartNs, long LatencyNs);

/// <summary><c>requests.csv</c> of a recording.</summary>
internal static class RequestsFile
{
    private const int MaxLineBytes = 4096;
    private const string Header = "phase,idx,method,ok,t0_ns,latency_ns,pfn";

    public static IReadOnlyList<RecordedRequest> Read(string path)
    {
        using LineReader lines = new(path, MaxLineBytes, ahead: false);
        List<RecordedRequest> requests = [];
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            string text = Encoding.UTF8.GetString(line);
            if (lines.LineNumber == 1 && text != Header)
                throw lines.At($"the header is not '{Header}'; this is no requests.csv of a "
                    + "recording");
            if (requests.Count == InputLimits.Requests)
                throw lines.At($"there are more than {InputLimits.Requests} requests; the file is "
                    + "damaged");
            if (lines.LineNumber > 1 && text.Length > 0)
                requests.Add(Parse(text.Split(','), lines));
        }
        return requests;
    }

    private static RecordedRequest Parse(string[] fields, LineReader lines)
    {
        if (fields.Length != 7 || fields[3] is not ("0" or "1"))
            throw lines.At("needs 7 fields, the fourth 0 or 1; the file is damaged");
        return new RecordedRequest(fields[0], (int)Number(fields[1], lines), fields[2],
            fields[3] == "1", Number(fields[4], lines), Number(fields[5], lines));
    }

    private static long Number(string text, LineReader lines) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value : throw lines.At($"'{text}' is not a number; the file is damaged");
}
