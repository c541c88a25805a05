using System.Globalization;
using FragSim.Sim.Events;
using FragSim.Traces.Csv;
using FragSim.Traces.Events;
using FragSim.Traces.Ftrace;

namespace FragSim.Cli.Runs;

/// <summary>The workloads of all simulations of a comparison.</summary>
internal interface IOpenWorkloads : IDisposable
{
    /// <summary>The workload of one simulation, by its place in the plan; used once.</summary>
    IWorkload For(int cell);

    /// <summary>The simulations wait for each other's reading: all must run at once.</summary>
    bool RunTogether { get; }

    /// <summary>What must be said of the input, once all simulations have ended.</summary>
    string? Note => null;
}

/// <summary>Each simulation makes its own.</summary>
internal sealed class SeparateWorkloads(Func<int, IWorkload> create) : IOpenWorkloads
{
    public bool RunTogether => false;

    public IWorkload For(int cell) => create(cell);

    public void Dispose() { }
}

/// <summary>A trace that is parsed once and handed to all, in step.</summary>
internal sealed class SharedTrace : IOpenWorkloads
{
    private readonly ITrace trace;
    private readonly IEventSource source;
    private readonly Broadcast broadcast;

    public SharedTrace(ITrace trace, string path, int readers, CancellationToken cancel)
    {
        this.trace = trace;
        source = trace.OpenEvents();
        // Memory as it was at the start is something to look at, even where nothing is asked for.
        broadcast = new Broadcast(
            trace.Start is null ? new ReplayedSource(path, source) : source, readers, cancel);
    }

    public bool RunTogether => true;

    public string? Note => string.Join('\n', Notes()) is { Length: > 0 } notes ? notes : null;

    public IWorkload For(int cell) => trace.ToWorkload(broadcast.Readers[cell]);

    public void Dispose() => broadcast.Dispose();

    private IEnumerable<string> Notes()
    {
        if (source is ITalliedSource { Tally: var tally })
        {
            if (tally.LostMarks > 0)
                yield return $"{trace.Name}: {N(tally.LostEvents)} events were lost while it was "
                    + "recorded.";
            long unexplained = tally.FreesOfUnseen + tally.SilentFrees;
            if (unexplained + tally.LostMarks > 0)
                yield return $"{trace.Name}: of {N(tally.Frees + tally.FreesOfUnseen)} frees "
                    + $"{N(tally.FreesOfUnseen)} had no allocation and were passed over, "
                    + $"{N(tally.SilentFrees)} had no event; see fragsim trace validate.";
        }
        if (trace.Start?.PcpLists.Sum(l => (long)l.Pfns.Length << l.Order) is > 0 and long pages)
            yield return $"{trace.Name}: {N(pages)} pages were on per-CPU lists at the start, "
                + "which buddyinfo does not count; strategies without such lists begin with them "
                + "in free blocks.";
    }

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
