using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces.Events;

namespace FragSim.Traces.Csv;

/// <summary>Where each column of a file is.</summary>
internal sealed class CsvColumns
{
    private readonly int[] at = new int[CsvWords.Columns.Count];

    /// <exception cref="InputException">A column is missing, unknown or there twice.</exception>
    public CsvColumns(string path, IReadOnlyList<string> headers)
    {
        Count = headers.Count;
        Array.Fill(at, -1);
        if (!headers.Any(h => CsvWords.Columns.IndexOf(Encoding.UTF8.GetBytes(h)) >= 0))
            throw InputException.At(path, 1, NoTrace(headers));
        for (int i = 0; i < headers.Count; i++)
        {
            byte[] name = Encoding.UTF8.GetBytes(headers[i]);
            int column = CsvWords.Columns.IndexOf(name);
            if (column < 0)
                throw InputException.At(path, 1, CsvWords.Columns.Unknown(name));
            if (at[column] >= 0)
                throw InputException.At(path, 1, $"column {headers[i]} is there twice; leave one");
            at[column] = i;
        }
        int missing = at.AsSpan(0, CsvWords.RequiredColumns).IndexOf(-1);
        if (missing >= 0)
            throw InputException.At(path, 1,
                $"column {Encoding.UTF8.GetString(CsvWords.Columns[missing])} is missing; "
                + "the header begins time_ns,op,id,order,mobility");
    }

    public int Count { get; }

    private static string NoTrace(IReadOnlyList<string> headers) =>
        $"'{Printable.Word(headers.Count > 0 ? headers[0] : "")}' begins no trace that is "
            + "known; give "
        + "what trace of tracefs, trace-cmd report or perf script print, or CSV with the header "
        + "time_ns,op,id,order,mobility (fragsim list formats)";

    public int TimeNs => at[0];
    public int Op => at[1];
    public int Id => at[2];
    public int Order => at[3];
    public int Mobility => at[4];

    /// <summary>-1 when the file does not have the column; so are the next ones.</summary>
    public int Source => at[5];
    public int Effort => at[6];
    public int Flags => at[7];
    public int Name => at[8];
    public int Page => at[9];
}
