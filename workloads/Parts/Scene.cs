using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;

namespace FragSim.Workloads.Parts;

/// <summary>
/// Scripts that run side by side on one machine. A script does something and yields the simulated
/// time at which it goes on; between, the others have their turn, the earliest first. The workload
/// is over when the first script is.
/// </summary>
internal sealed class Scene : ISyntheticWorkload, IShrinker, IContendedWorkload
{
    /// <summary>Yielded by a script that goes on when another wakes it.</summary>
    public const long Asleep = long.MaxValue;

    private readonly List<string> names = [];
    private readonly List<IEnumerator<long>> scripts = [];
    private bool over;
    private readonly PriorityQueue<int, (long DueNs, int Script)> due = new();

    public Scene(WorkloadSpec spec) => Spec = spec;

    /// <summary>What the workload is made from.</summary>
    public WorkloadSpec Spec { get; }

    public string Name => Spec.Spelling;

    public IReadOnlyList<string> Names => names;

    public long DurationNs { get; set; }

    public long NextNs => due.TryPeek(out _, out (long DueNs, int) turn) ? turn.DueNs : Asleep;

    /// <summary>Where all scripts get their memory.</summary>
    public Pages Pages { get; } = new(new IdPool(0));

    /// <summary>What shrinks when memory is short.</summary>
    public IShrinker? Shrinker { get; set; }

    public long FreeableObjects => Shrinker?.FreeableObjects ?? 0;

    public long Shrink(long objects) => Shrinker?.Shrink(objects) ?? 0;

    /// <summary>Adds files, which shrink when memory is short.</summary>
    /// <param name="sizes">Their sizes, in pages.</param>
    public FileSet AddFiles(int[] sizes)
    {
        var files = new FileSet(Pages, sizes, Pages.Reserve((uint)sizes.Sum()));
        Shrinker = files;
        return files;
    }

    /// <summary>Takes what drivers and daemons hold, in percent of memory.</summary>
    public void BootKernel(int percent)
    {
        for (int i = Spec.Share(percent); i > 0; i--)
            Pages.Allocate(0, MigrateType.Unmovable, PageSource.Kernel);
    }

    /// <summary>What simulated CPUs of the workload waited for.</summary>
    public List<Contention> Contention { get; } = [];

    IReadOnlyList<Contention> IContendedWorkload.Contention => Contention;

    /// <summary>Adds a script that starts at a time.</summary>
    /// <returns>Its number, to wake it by.</returns>
    public int Add(IEnumerable<long> script, long startNs = 0)
    {
        due.Enqueue(scripts.Count, (startNs, scripts.Count));
        scripts.Add(script.GetEnumerator());
        return scripts.Count - 1;
    }

    /// <summary>A script that sleeps goes on at a time.</summary>
    public void Wake(int script, long timeNs) => due.Enqueue(script, (timeNs, script));

    /// <summary>A phase begins.</summary>
    public void Phase(string name) => Pages.Say(EventOp.Phase, IndexOf(name));

    /// <summary>The machine is shown as it is now.</summary>
    public void Snapshot(string name) => Pages.Say(EventOp.Snapshot, IndexOf(name));

    /// <summary>The script that makes a request is not due until it goes on.</summary>
    public long NextOtherNs => over ? Asleep : NextNs;

    public void StepOther(IEventSink machine)
    {
        long requesterNs = Pages.NowNs;
        Step(machine);
        Pages.NowNs = requesterNs;
    }

    public bool Step(IEventSink machine)
    {
        if (over)
            return false;
        due.TryDequeue(out int script, out (long DueNs, int) turn);
        Pages.Attach(machine);
        Pages.NowNs = turn.DueNs;
        if (!scripts[script].MoveNext())
        {
            over = script == 0;
            return !over;
        }
        long next = scripts[script].Current;
        if (next != Asleep)
            due.Enqueue(script, (Math.Max(next, turn.DueNs), script));
        return true;
    }

    public void Dispose() => scripts.ForEach(s => s.Dispose());

    private int IndexOf(string name)
    {
        int at = names.IndexOf(name);
        if (at >= 0)
            return at;
        names.Add(name);
        return names.Count - 1;
    }
}
