using System.Buffers.Text;
using System.Globalization;
using CsvHelper;
using FragSim.Sim.Base;
using FragSim.Sim.Results;
using FragSim.Traces.Text;

namespace FragSim.Cli.Files.Reading;

/// <summary>One result file, read row by row; what is wrong with it is said by line and column.
/// </summary>
internal sealed class ResultTable : IDisposable
{
    public const string Remedy = "restore the file, or run the comparison again";

    /// <summary>Longer than the largest map takes.</summary>
    private const int LongestRow = 1 << 22;

    /// <summary>Bytes that a row takes in memory, at least as many.</summary>
    private const int BytesPerRow = 256;

    private readonly string path;
    private readonly CsvReader csv;
    private readonly string[] names;
    private readonly Dictionary<string, int> columns = [];
    private readonly Dictionary<(string, string, ulong), RunKey> keys = [];
    private readonly long most = InputLimits.MostOf(BytesPerRow);
    private long rows;
    private long line = 1;

    /// <exception cref="InputException">It cannot be read, or lacks a key column.</exception>
    public ResultTable(string path)
    {
        this.path = path;
        Stream stream = TextFile.Open(path);
        try
        {
            csv = Guard(() => CsvReader.Create(stream, CsvReaderOptions.Default with
            {
                TrackLineNumbers = true,
                MaxRecordSize = LongestRow,
                MalformedData = CsvMalformedDataHandling.Throw,
            }));
            names = [.. Guard(() => csv.Headers)];
            foreach (string name in names)
            {
                if (!columns.TryAdd(name, columns.Count))
                    throw Wrong($"column {Shown(name)} is there twice");
            }
            Array.ForEach(ResultCsv.KeyColumns, name => Column(name));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => csv.Dispose();

    /// <summary>Where a column is; the file must have it.</summary>
    public int Column(string name) => columns.TryGetValue(name, out int at)
        ? at : throw InputException.At(path, 1, $"column {name} is missing; {Remedy}");

    /// <summary>Where a column is that an older version may lack; -1 where it does.</summary>
    public int ColumnIfThere(string name) => columns.GetValueOrDefault(name, -1);

    /// <summary>Goes to the next row.</summary>
    public bool Next()
    {
        if (!Guard(csv.Read))
            return false;
        line = csv.LineNumber;
        if (++rows > most)
            throw Wrong($"there are more than {most} rows, and this computer has no memory for "
                + "more");
        if (csv.FieldCount != names.Length)
            throw Wrong($"has {csv.FieldCount} fields but the header has {names.Length}");
        return true;
    }

    /// <summary>Whose row it is.</summary>
    public RunKey Key()
    {
        string workload = Text(columns["workload"]), strategy = Text(columns["strategy"]);
        int column = columns["seed"];
        if (!ulong.TryParse(csv.GetString(column), NumberStyles.None,
            CultureInfo.InvariantCulture, out ulong seed))
            throw Wrong(column, "is not a whole number, 0 or more");
        if (!keys.TryGetValue((workload, strategy, seed), out RunKey? key))
            keys.Add((workload, strategy, seed), key = new RunKey(workload, strategy, seed));
        return key;
    }

    /// <summary>A name, as it was before it was written.</summary>
    public string Text(int column) => CsvText.Plain(csv.GetString(column));

    public long Number(int column)
    {
        ReadOnlySpan<byte> text = csv.GetSpan(column);
        return Utf8Parser.TryParse(text, out long value, out int used) && used == text.Length
            ? value
            : throw Wrong(column, "is not a whole number");
    }

    /// <summary>A number between bounds, both included.</summary>
    public int Number(int column, int least, int most)
    {
        long value = Number(column);
        return value >= least && value <= most
            ? (int)value
            : throw Wrong(column, $"is not between {least} and {most}");
    }

    /// <summary>NaN where the field is empty.</summary>
    public double Real(int column)
    {
        ReadOnlySpan<byte> text = csv.GetSpan(column);
        if (text.IsEmpty)
            return double.NaN;
        return double.TryParse(text, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : throw Wrong(column, "is not a number");
    }

    public bool Bool(int column) => csv.GetString(column) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(column, "is not true or false"),
    };

    public bool IsEmpty(int column) => csv.GetSpan(column).IsEmpty;

    /// <summary>One of an enumeration's words, as <see cref="RequestsCsv.Name"/> spells them.
    /// </summary>
    public T Word<T>(int column) where T : struct, Enum =>
        Words<T>.ByName.TryGetValue(csv.GetString(column), out T value)
            ? value
            : throw Wrong(column, $"is none of {string.Join(", ", Words<T>.ByName.Keys)}");

    /// <summary>The error of a field: its column, what it has and what is wrong with that.
    /// </summary>
    public InputException Wrong(int column, string what) =>
        Wrong($"column {names[column]}: '{Shown(csv.GetString(column))}' {what}");

    /// <summary>The error of the row at hand.</summary>
    public InputException Wrong(string what) =>
        InputException.At(path, line, $"{what}; {Remedy}");

    private static string Shown(string text) => Printable.Elided(text, 40);

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw InputException.At(path, Math.Max(e.LineNumber, line),
                $"is no CSV: {e.Message.TrimEnd('.')}; {Remedy}");
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw TextFile.Damaged(path, line, e);
        }
    }

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName =
            Enum.GetValues<T>().ToDictionary(RequestsCsv.Name);
    }
}
