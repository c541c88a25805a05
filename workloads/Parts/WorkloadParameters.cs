using System.Globalization;
using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>A parameter that a workload takes: a whole number within bounds, or one of a few
/// words.</summary>
internal sealed record WorkloadParameter
{
    private readonly int fallback, min, max;
    private readonly string[] words = [];

    private WorkloadParameter(CatalogParameter entry) => Entry = entry;

    private WorkloadParameter(string name, int fallback, int min, int max, string meaning)
        : this(new CatalogParameter(name, $"{fallback}", $"{min} to {max}", meaning))
    {
        this.fallback = fallback;
        this.min = min;
        this.max = max;
    }

    private WorkloadParameter(string name, string[] words, string meaning)
        : this(new CatalogParameter(name, words[0], string.Join(" or ", words), meaning)) =>
        this.words = words;

    public CatalogParameter Entry { get; }

    public string Name => Entry.Name;

    public static WorkloadParameter Number(
        string name, int fallback, int min, int max, string meaning) =>
        new(name, fallback, min, max, meaning);

    /// <summary>One of a few words; the first when none is given.</summary>
    public static WorkloadParameter Word(string name, string[] words, string meaning) =>
        new(name, words, meaning);

    /// <summary>The number, or the place of the word.</summary>
    /// <exception cref="UsageException">It is not what it may be.</exception>
    public int Read(string workload, string? text)
    {
        if (text == null)
            return fallback;
        int word = Array.IndexOf(words, text);
        if (word >= 0)
            return word;
        bool isNumber = int.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (words.Length == 0 && isNumber && number >= min && number <= max)
            return number;
        string wanted = words.Length > 0 ? Entry.Values : $"a whole number from {Entry.Values}";
        throw new UsageException($"{workload}:{Name}={text} is not {wanted}.");
    }
}

/// <summary>The parameters of one workload, as given or else by default.</summary>
internal sealed class WorkloadParameters
{
    private readonly Dictionary<string, int> values = new(StringComparer.Ordinal);

    /// <summary>A number, or the place of a word among those it may be.</summary>
    public int this[string name] => values[name];

    /// <summary>Reads <c>a=1,b=2</c> or <c>a=1;b=2</c>.</summary>
    /// <exception cref="UsageException">A pair is spelled wrong, stands twice, or is none that the
    /// workload takes.</exception>
    public static WorkloadParameters Read(WorkloadKind kind, string text)
    {
        string workload = kind.Entry.Name;
        Dictionary<string, string> given = Pairs(workload, text);
        foreach (string name in given.Keys.Order(StringComparer.Ordinal))
        {
            if (kind.Parameters.Any(p => p.Name == name))
                continue;
            string right = kind.Parameters.Count == 0
                ? "it takes none"
                : "it takes " + string.Join(", ", kind.Parameters.Select(p => p.Name));
            throw new UsageException($"{workload} has no parameter '{name}'; {right}.");
        }
        var parameters = new WorkloadParameters();
        foreach (WorkloadParameter parameter in kind.Parameters)
        {
            parameters.values[parameter.Name] =
                parameter.Read(workload, given.GetValueOrDefault(parameter.Name));
        }
        return parameters;
    }

    /// <summary>Splits pairs without a look at what they say.</summary>
    /// <exception cref="UsageException">A pair has no equals sign, or stands twice.</exception>
    public static Dictionary<string, string> Pairs(string workload, string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !pairs.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new UsageException(
                    $"'{pair}' in '{workload}:{text}' is not a parameter; write key=value, once.");
            }
        }
        return pairs;
    }
}
