using System.Globalization;
using CsvHelper;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files;

/// <summary>What all result files share: RFC 4180 with LF, invariant numbers in their shortest form
/// that reads back the same, and the run's key in the first three columns.</summary>
internal static class ResultCsv
{
    public static readonly string[] KeyColumns = ["workload", "strategy", "seed"];

    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        NewLine = "\n",
        TrueValue = "true",
        FalseValue = "false",
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>A writer that has written the header.</summary>
    public static CsvWriter Start(Stream stream, IEnumerable<string> columns)
    {
        CsvWriter csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        foreach (string column in KeyColumns.Concat(columns))
            csv.WriteField(column);
        csv.EndRecord();
        return csv;
    }

    public static void WriteKey(this CsvWriter csv, RunKey key)
    {
        csv.WriteText(key.Workload);
        csv.WriteText(key.Strategy);
        csv.WriteField(key.Seed);
    }

    /// <summary>Writes a name that came from outside.</summary>
    public static void WriteText(this CsvWriter csv, string text) =>
        csv.WriteField(CsvText.Guarded(text));

    /// <summary>Writes a number; one that is not known (NaN) is an empty field.</summary>
    public static void WriteNumber(this CsvWriter csv, double value)
    {
        if (double.IsNaN(value))
            csv.WriteField("");
        else
            csv.WriteField(value);
    }
}
