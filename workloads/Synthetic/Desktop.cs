using FragSim.Sim.Base;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// Days at a desk: programs open and close, most around the peaks of the morning, the afternoon
/// and the evening; a call holds the buffers of a camera; at night the machine sleeps, and its
/// drivers take their buffers anew when it wakes. Each program that opens asks for a little of its
/// heap in huge pages.
/// </summary>
/// <remarks>After kernel-build desktops that stay up for days (Weiner, block hygiene, 2023; Gorman
/// and Whitcroft, OLS 2006, on uptime). Hours and sizes are this workload's own.</remarks>
internal sealed class Desktop
{
    private const int WakeHour = 7;
    private const int SleepHour = 23;

    /// <summary>How many programs are open at an hour of the day, in percent of the most.</summary>
    private static readonly int[] OpenAt =
        [0, 0, 0, 0, 0, 0, 0, 20, 60, 100, 90, 70, 40, 60, 90, 100, 80, 60, 40, 50, 80, 90, 60, 20];

    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet files;
    private readonly Zipf popularity;
    private readonly Rng rng;
    private readonly int days, most;
    private readonly List<(Process Process, HugePages Huge)> open = [];
    private readonly List<uint> drivers = [];

    private Desktop(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        rng = spec.Rng("desktop");
        days = spec.Parameters["days"];
        most = spec.Parameters["programs"];
        files = scene.AddFiles(FileSizes.Many(spec.Share(120), 8, spec.Rng("files")));
        popularity = new Zipf(files.Count);
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "desktop",
            "Days at a desk: programs open and close around three peaks, calls hold camera "
            + "buffers, and the machine sleeps at night.",
            "Weiner, block hygiene, 2023; Gorman and Whitcroft, OLS 2006"),
        [
            WorkloadParameter.Number("days", 3, 1, 365, "days without a reboot"),
            WorkloadParameter.Number("programs", 24, 2, 500, "programs and tabs open at a peak"),
        ],
        scene => new Desktop(scene).Play());

    private void Play()
    {
        scene.DurationNs = days * 24 * Ns.Hour;
        scene.Add(Lead());
    }

    private IEnumerable<long> Lead()
    {
        scene.BootKernel(percent: 2);
        for (int day = 0; day < days; day++)
        {
            scene.Phase($"day-{day + 1}");
            long midnight = day * 24 * Ns.Hour;
            yield return midnight + (WakeHour * Ns.Hour);
            TakeDriverBuffers();
            long sleepNs = midnight + (SleepHour * Ns.Hour);
            while (pages.NowNs < sleepNs)
            {
                Act((int)((pages.NowNs - midnight) / Ns.Hour));
                if (rng.Happens(8_000))
                    scene.Add(Call(), pages.NowNs);
                yield return pages.NowNs + (rng.Between(5, 35) * Ns.Second);
            }
            Sleep();
            scene.Snapshot($"night-{day + 1}");
        }
        yield return days * 24 * Ns.Hour;
    }

    /// <summary>One thing that the user does: opens or closes a program, or uses one.</summary>
    private void Act(int hour)
    {
        files.Flush();
        for (int i = rng.Between(1, 4); i > 0; i--)
            files.Read(popularity.Draw(rng));
        if (rng.Happens(200_000))
            files.Write(popularity.Draw(rng));
        int wanted = Math.Max(most * OpenAt[hour] / 100, 1);
        if (open.Count > wanted || (open.Count > 1 && rng.Happens(100_000)))
            CloseOne();
        else if (open.Count < wanted)
            OpenOne();
        else
            UseOne();
    }

    /// <summary>A program's heap is a share of memory; all together at a peak take three quarters.
    /// </summary>
    private void OpenOne()
    {
        var process = new Process(pages);
        var huge = new HugePages(pages, spec.Setup.HugeOrder);
        open.Add((process, huge));
        int heap = spec.Share(75) / most;
        int hugeWanted = heap / 4 / (int)Order.Pages(spec.Setup.HugeOrder);
        for (int i = Math.Max(hugeWanted, 1); i > 0; i--)
            huge.Ask(HugePages.Fault);
        process.Start(heap);
        process.GrowTo(rng.Between(heap / 4, heap));
    }

    private void UseOne()
    {
        Process process = open[(int)rng.Below((uint)open.Count)].Process;
        int some = process.Count / 50;
        process.Release(some, rng);
        process.Grow(some);
    }

    private void CloseOne()
    {
        int at = (int)rng.Below((uint)open.Count);
        open[at].Process.Exit();
        open[at].Huge.FreeAll();
        open[at] = open[^1];
        open.RemoveAt(open.Count - 1);
    }

    /// <summary>A call of some minutes: the camera's buffers are large and cannot move.</summary>
    private IEnumerable<long> Call()
    {
        var buffers = new List<uint>();
        for (int i = Math.Max(spec.MemoryPages / 16_384, 1); i > 0; i--)
            Hold(buffers, 4, PageSource.Driver);
        yield return pages.NowNs + (rng.Between(10, 60) * Ns.Minute);
        FreeAll(buffers);
    }

    /// <summary>Network rings, graphics and sound: small blocks, scattered.</summary>
    private void TakeDriverBuffers()
    {
        for (int i = Math.Max(spec.MemoryPages / 400, 4); i > 0; i--)
            Hold(drivers, (int)rng.Below(3), PageSource.Driver);
    }

    /// <summary>Programs stay as they are; drivers give their buffers back, files are written.
    /// </summary>
    private void Sleep()
    {
        files.Sync();
        FreeAll(drivers);
    }

    private void Hold(List<uint> list, int order, PageSource source)
    {
        uint id = pages.Allocate(order, MigrateType.Unmovable, source);
        if (id != Pfn.None)
            list.Add(id);
    }

    private void FreeAll(List<uint> list)
    {
        foreach (uint id in list)
            pages.Free(id);
        list.Clear();
    }
}
