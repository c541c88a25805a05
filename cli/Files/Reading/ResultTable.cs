using System.Buffers.Text;
using System.Globalization;
using CsvHelper;
using FragSim.Sim;
using FragSim.Sim.Results;

namespace FragSim.Cli.Files.Reading;

/// <summary>One result file, read row by row; whatever is wrong with it is said by line.</summary>
internal sealed class ResultTable : IDisposable
{
    /// <summary>Longer than the largest map takes.</summary>
    private const int LongestRow = 1 << 22;

    private readonly string path;
    private readonly CsvReader csv;
    private readonly Dictionary<string, int> columns = [];
    private readonly Dictionary<(string, string, ulong), RunKey> keys = [];
    private long line = 1;

    /// <exception cref="InputException">It cannot be read, or lacks a key column.</exception>
    public ResultTable(string path)
    {
        this.path = path;
        csv = Guard(() => CsvReader.FromFile(path, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
        }));
        try
        {
            string[] names = [.. Guard(() => csv.Headers)];
            for (int i = 0; i < names.Length; i++)
                columns.TryAdd(names[i], i);
            Array.ForEach(ResultCsv.KeyColumns, name => Column(name));
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    public void Dispose() => csv.Dispose();

    /// <summary>Where a column is; the file must have it.</summary>
    public int Column(string name) => columns.TryGetValue(name, out int at)
        ? at
        : throw InputException.At(path, 1, $"column {name} is missing; run the comparison again");

    /// <summary>Goes to the next row.</summary>
    public bool Next()
    {
        if (!Guard(csv.Read))
            return false;
        line = csv.LineNumber;
        if (csv.FieldCount != columns.Count)
        {
            throw Wrong($"has {csv.FieldCount} fields but the header has {columns.Count}; "
                + "restore the file, or run the comparison again");
        }
        return true;
    }

    /// <summary>Whose row it is.</summary>
    public RunKey Key()
    {
        string workload = Text(columns["workload"]), strategy = Text(columns["strategy"]);
        if (!ulong.TryParse(csv.GetString(columns["seed"]), NumberStyles.None,
            CultureInfo.InvariantCulture, out ulong seed))
            throw Wrong("seed is not a whole number");
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
            : throw Wrong($"'{Shown(column)}' is not a whole number");
    }

    /// <summary>A number between bounds, both included.</summary>
    public int Number(int column, int least, int most)
    {
        long value = Number(column);
        return value >= least && value <= most
            ? (int)value
            : throw Wrong($"{value} is not between {least} and {most}");
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
            : throw Wrong($"'{Shown(column)}' is not a number");
    }

    public bool Bool(int column) => csv.GetString(column) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong($"'{Shown(column)}' is not true or false"),
    };

    public bool IsEmpty(int column) => csv.GetSpan(column).IsEmpty;

    /// <summary>One of an enumeration's words, as <see cref="RequestsCsv.Name"/> spells them.
    /// </summary>
    public T Word<T>(int column) where T : struct, Enum =>
        Words<T>.ByName.TryGetValue(csv.GetString(column), out T value)
            ? value
            : throw Wrong(
                $"'{Shown(column)}' is none of {string.Join(", ", Words<T>.ByName.Keys)}");

    /// <exception cref="InputException">Always: what is wrong with the row at hand.</exception>
    public InputException Wrong(string what) => InputException.At(path, line, what);

    private string Shown(int column)
    {
        string text = csv.GetString(column);
        return text.Length <= 40 ? text : text[..40];
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw InputException.At(path, Math.Max(e.LineNumber, line),
                $"is no CSV: {e.Message.TrimEnd('.')}; run the comparison again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or InvalidDataException)
        {
            throw new InputException(
                $"{path}: cannot be read: {e.Message.TrimEnd('.')}; run the comparison again", e);
        }
    }

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName =
            Enum.GetValues<T>().ToDictionary(RequestsCsv.Name);
    }
}
