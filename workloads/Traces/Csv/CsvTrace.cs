using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Csv;

/// <summary>A CSV file of events, plain or compressed; the format is in <c>docs/traces.md</c>.
/// </summary>
public sealed class CsvTrace : ITrace
{
    private readonly string path;

    private CsvTrace(string path) => this.path = path;

    /// <inheritdoc/>
    public string Name => TraceName.Of(path);

    /// <inheritdoc/>
    public string Format => "csv";

    /// <summary>Always null: a CSV file starts from boot.</summary>
    public StartState? Start => null;

    /// <summary>All text is taken for CSV that is nothing else.</summary>
    /// <exception cref="InputException">It is no text.</exception>
    internal static bool Fits(TraceHead head)
    {
        TextKind.Check(head.Path, head.Bytes);
        return true;
    }

    /// <exception cref="InputException">There is no such file, or its header is wrong.</exception>
    public static CsvTrace Open(string path)
    {
        using CsvEventSource header = new(path, TextFile.Open(path));
        return new CsvTrace(path);
    }

    /// <inheritdoc/>
    public IEventSource OpenEvents() =>
        new CsvEventSource(path, new ReadAhead(path));
}
