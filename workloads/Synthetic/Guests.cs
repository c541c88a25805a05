using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads.Parts;

namespace FragSim.Workloads.Synthetic;

/// <summary>
/// A host that starts and stops small virtual machines. A guest's memory is anonymous memory of
/// its launcher; the host keeps shadow page tables for it, which cannot move and grow with what
/// the guest maps; a switcher, present in every guest, is pinned at the top of memory. Each guest
/// asks for its memory in huge pages. With ballooning, running guests give some back.
/// </summary>
/// <remarks>lguest (<c>drivers/lguest/page_tables.c</c>, <c>core.c</c>, Linux 2.6.23 to 4.13) and
/// <c>drivers/virtio/virtio_balloon.c</c>. The switcher is at the top of every address space; its
/// frames are taken when the host boots, from the top.</remarks>
internal sealed class Guests
{
    /// <summary>Pages of the switcher: its text and two pages for each CPU.</summary>
    private const int SwitcherPages = 1 + (2 * 16);

    /// <summary>Guest pages that a page of shadow page tables maps at best; processes of a guest
    /// share little.</summary>
    private const int PagesPerShadow = 128;

    private readonly Scene scene;
    private readonly WorkloadSpec spec;
    private readonly Pages pages;
    private readonly FileSet images;
    private readonly Zipf popularity;

    private Guests(Scene scene)
    {
        this.scene = scene;
        spec = scene.Spec;
        pages = scene.Pages;
        images = scene.AddFiles(FileSizes.Many(spec.Share(40), 9, spec.Rng("images")));
        popularity = new Zipf(images.Count);
    }

    public static WorkloadKind Kind { get; } = new(
        new CatalogEntry(
            "guests",
            "A host starts and stops small virtual machines, whose shadow page tables cannot move.",
            "Linux drivers/lguest/page_tables.c; drivers/virtio/virtio_balloon.c"),
        [
            WorkloadParameter.Number("minutes", 20, 1, 1440, "how long the host runs"),
            WorkloadParameter.Number("guests", 12, 1, 1000, "guests at a time"),
            WorkloadParameter.Number(
                "life", 120, 1, 86_400, "how long a guest lives on average, in seconds"),
            WorkloadParameter.Word("balloon", ["off", "on"], "running guests give memory back"),
        ],
        scene => new Guests(scene).Play());

    private void Play()
    {
        scene.DurationNs = spec.Parameters["minutes"] * Ns.Minute;
        scene.Add(Lead());
        for (int i = 0; i < spec.Parameters["guests"]; i++)
            scene.Add(Slot(spec.Rng($"guest {i}")), (i + 1) * Ns.Second);
    }

    private IEnumerable<long> Lead()
    {
        scene.Phase("serving");
        for (int i = 0; i < SwitcherPages; i++)
            pages.Allocate(0, MigrateType.Unmovable, PageSource.Kernel,
                effort: Effort.Normal | Effort.AtTop);
        scene.BootKernel(percent: 2);
        yield return spec.Parameters["minutes"] * Ns.Minute;
        scene.Snapshot("served");
    }

    /// <summary>One guest after another in the same place.</summary>
    private IEnumerable<long> Slot(Rng rng)
    {
        while (true)
        {
            foreach (long next in Guest(rng))
                yield return next;
            yield return pages.NowNs + (rng.Between(1, 10) * Ns.Second);
        }
    }

    /// <summary>Boots, works for its life, and ends. What huge pages were not granted is faulted in
    /// page by page; the shadow page tables grow with it.</summary>
    private IEnumerable<long> Guest(Rng rng)
    {
        var launcher = new Process(pages);
        var shadow = new List<uint>();
        var huge = new HugePages(pages, spec.Setup.HugeOrder);
        int size = spec.Share(85) / spec.Parameters["guests"];
        images.Read(popularity.Draw(rng));
        launcher.Start(size);
        int wanted = HugePages.In(size / 2, spec.Setup.HugeOrder);
        foreach (long next in huge.AskFor(wanted, 2 * Ns.Millisecond, HugePages.Fault))
            yield return next;
        int rest = size - (int)(huge.Count * Order.Pages(spec.Setup.HugeOrder));
        int life = spec.Parameters["life"];
        long endNs = pages.NowNs + (rng.Between((life / 2) + 1, (life * 3 / 2) + 1) * Ns.Second);
        while (pages.NowNs < endNs)
        {
            launcher.Grow(Math.Min(rest / 10, Math.Max(rest - launcher.Count, 0)));
            Map(shadow, launcher.Count + (huge.Count * (int)Order.Pages(spec.Setup.HugeOrder)));
            images.Read(popularity.Draw(rng));
            if (spec.Parameters["balloon"] == 1 && rng.Happens(300_000))
                launcher.Release(launcher.Count / 4, rng);
            // A guest that switches between processes has its shadow tables thrown away at times.
            if (rng.Happens(50_000))
                Unmap(shadow);
            yield return pages.NowNs + (rng.Between(500, 1500) * Ns.Millisecond);
        }
        Unmap(shadow);
        huge.FreeAll();
        launcher.Exit();
    }

    /// <summary>Sees to it that there are shadow page tables for so many pages.</summary>
    private void Map(List<uint> shadow, int guestPages)
    {
        while (shadow.Count < (guestPages / PagesPerShadow) + 4)
        {
            uint id = pages.Allocate(0, MigrateType.Unmovable, PageSource.PageTable);
            if (id == Pfn.None)
                return;
            shadow.Add(id);
        }
    }

    private void Unmap(List<uint> shadow)
    {
        foreach (uint id in shadow)
            pages.Free(id);
        shadow.Clear();
    }
}
