using System.Globalization;
using FragSim.Sim.Base;

namespace FragSim.Strategies.Shared;

/// <summary>The <c>key=value</c> pairs behind a strategy's colon, checked as they are read.
/// </summary>
public sealed class StrategyParameters
{
    private readonly string strategy;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private StrategyParameters(string strategy) => this.strategy = strategy;

    /// <summary>Splits <c>a=1,b=2</c> or <c>a=1;b=2</c>. A number that stands alone is that of the
    /// first parameter, where there is one: <c>partition:25%</c>.</summary>
    /// <exception cref="UsageException">A pair has no equals sign, or stands twice.</exception>
    public static StrategyParameters Parse(string strategy, string text, string? first = null)
    {
        var parameters = new StrategyParameters(strategy);
        foreach (string word in text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            string pair = first != null && char.IsAsciiDigit(word[0]) ? $"{first}={word}" : word;
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parameters.values.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new UsageException(
                    $"'{pair}' in '{strategy}:{text}' is not a parameter; write key=value, once.");
            }
        }
        return parameters;
    }

    /// <summary>Was the parameter given? Asking makes its key a known one.</summary>
    public bool Has(string key)
    {
        known.Add(key);
        return values.ContainsKey(key);
    }

    /// <summary>A share such as <c>25%</c> or <c>0.25</c>, above 0 and below 0.9.</summary>
    public double Share(string key)
    {
        known.Add(key);
        string text = values[key];
        bool percent = text.EndsWith('%');
        if (double.TryParse(percent ? text[..^1] : text, NumberStyles.Float,
                CultureInfo.InvariantCulture, out double share))
        {
            share = percent ? share / 100 : share;
            if (share is > 0 and <= 0.9)
                return share;
        }
        throw new UsageException(
            $"{strategy}:{key}={text} is not a share of memory; write it like 25%, at most 90%.");
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int fallback, int min, int max)
    {
        known.Add(key);
        if (!values.TryGetValue(key, out string? text))
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max)
            return number;
        throw new UsageException(
            $"{strategy}:{key}={text} is not a whole number from {min} to {max}.");
    }

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public bool YesOrNo(string key, bool otherwise)
    {
        known.Add(key);
        if (!values.TryGetValue(key, out string? text))
            return otherwise;
        return text switch
        {
            "yes" => true,
            "no" => false,
            _ => throw new UsageException($"{strategy}:{key}={text} is neither yes nor no."),
        };
    }

    /// <summary>One of some words, of which the first is the default.</summary>
    public string OneOf(string key, params string[] words)
    {
        known.Add(key);
        string text = values.GetValueOrDefault(key, words[0]);
        return words.Contains(text) ? text : throw new UsageException(
            $"{strategy}:{key}={text} is not one of {string.Join(", ", words)}.");
    }

    /// <summary>Memory such as <c>512MiB</c> or <c>1.5GiB</c>, in bytes.</summary>
    public ulong Bytes(string key)
    {
        known.Add(key);
        string text = values[key];
        int shift = text.Length < 3 ? 0 : text[^3..] switch { "MiB" => 20, "GiB" => 30, _ => 0 };
        if (shift > 0 && decimal.TryParse(text[..^3], NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out decimal count)
            && count is > 0 and <= 1 << 24)
            return (ulong)(count * (1UL << shift));
        throw new UsageException(
            $"{strategy}:{key}={text} is not an amount of memory; write it like 512MiB or 2GiB.");
    }

    /// <summary>The text as it stands, to be read as a share or a number.</summary>
    public bool IsPercent(string key) => values[key].EndsWith('%');

    /// <exception cref="UsageException">A parameter was given that the strategy does not have.
    /// </exception>
    public void RequireAllKnown()
    {
        foreach (string key in values.Keys.Order(StringComparer.Ordinal))
        {
            if (known.Contains(key))
                continue;
            string right = known.Count == 0
                ? "it takes none"
                : "it takes " + string.Join(", ", known.Order(StringComparer.Ordinal));
            throw new UsageException($"{strategy} has no parameter '{key}'; {right}.");
        }
    }
}
