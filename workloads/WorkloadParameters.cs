using System.Globalization;
using FragSim.Sim;

namespace FragSim.Workloads;

/// <summary>The <c>key=value</c> pairs behind a workload's colon, checked as they are read.
/// </summary>
internal sealed class WorkloadParameters
{
    private readonly string workload;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <param name="spelling"><c>name</c> or <c>name:a=1,b=2</c>.</param>
    /// <exception cref="UsageException">A pair has no equals sign, or stands twice.</exception>
    public WorkloadParameters(string spelling)
    {
        int colon = spelling.IndexOf(':', StringComparison.Ordinal);
        workload = colon < 0 ? spelling : spelling[..colon];
        string rest = colon < 0 ? "" : spelling[(colon + 1)..];
        foreach (string pair in rest.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !values.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new UsageException(
                    $"'{pair}' in '{spelling}' is not a parameter; write key=value, once.");
            }
        }
    }

    /// <summary>The workload's name, without what is behind the colon.</summary>
    public string Name => workload;

    /// <summary>A whole number within bounds.</summary>
    public int Number(string key, int otherwise, int min, int max) =>
        Read(key, "", otherwise, min, max);

    /// <summary>A share of memory such as <c>25%</c>, in percent.</summary>
    public int Percent(string key, int otherwise, int min, int max) =>
        Read(key, "%", otherwise, min, max);

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public bool YesOrNo(string key, bool otherwise)
    {
        known.Add(key);
        if (!values.TryGetValue(key, out string? text))
            return otherwise;
        return text is "yes" or "no"
            ? text == "yes"
            : throw new UsageException($"{workload}:{key}={text} is neither yes nor no.");
    }

    /// <exception cref="UsageException">Something was given that nobody asked for.</exception>
    public void RequireAllKnown()
    {
        string? unknown = values.Keys.Order(StringComparer.Ordinal)
            .FirstOrDefault(key => !known.Contains(key));
        if (unknown == null)
            return;
        string right = known.Count == 0
            ? "it takes none"
            : "it takes " + string.Join(", ", known.Order(StringComparer.Ordinal));
        throw new UsageException($"{workload} has no parameter '{unknown}'; {right}.");
    }

    private int Read(string key, string unit, int otherwise, int min, int max)
    {
        known.Add(key);
        if (!values.TryGetValue(key, out string? text))
            return otherwise;
        if (text.EndsWith(unit, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None,
                CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max)
            return number;
        throw new UsageException(
            $"{workload}:{key}={text} is not a whole number from {min}{unit} to {max}{unit}.");
    }
}
