using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Traces.Events;
using FragSim.Traces.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>
/// A kernel's page allocator trace as text, without a state of memory to start from: what was in
/// use before stays unknown, and its frees are passed over.
/// </summary>
internal sealed class KernelTextTrace(string path, string format) : ITrace
{
    public static readonly CatalogEntry Ftrace = new("ftrace",
        "What trace or trace_pipe of tracefs print: kmem events, and others that are there.",
        "Linux include/trace/events/kmem.h; Documentation/trace/ftrace.rst");

    public static readonly CatalogEntry TraceCmd = new("trace-cmd",
        "What trace-cmd report prints of the same events.", "trace-cmd-report(1)");

    public static readonly CatalogEntry Perf = new("perf",
        "What perf script prints of the same events.", "perf-script(1)");

    public string Name => TraceName.Of(path);

    public string Format => format;

    public StartState? Start => null;

    public IEventSource OpenEvents() =>
        new KernelTextSource(
            new LineReader(path, FtraceParser.MaxLineBytes, ahead: true), null, null);

    public static bool IsFtrace(TraceHead head) => head.Line.IsFtrace;

    public static bool IsTraceCmd(TraceHead head) => head.Line.IsTraceCmd;

    public static bool IsPerf(TraceHead head) => head.Line.IsPerf;
}
