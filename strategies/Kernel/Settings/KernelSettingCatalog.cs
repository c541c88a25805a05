using FragSim.Sim.Base;

namespace FragSim.Strategies.Kernel.Settings;

/// <summary>Settings of the kernel that <c>--set</c> knows, under the kernel's names: one line a
/// setting, and what it may be.</summary>
public static class KernelSettingCatalog
{
    private const string Documentation = "Documentation/admin-guide/sysctl/vm.rst";
    private const string BootOptions = "Documentation/admin-guide/kernel-parameters.txt";

    private static readonly KernelSetting[] All =
    [
        KernelSetting.Word("kernel", ["6.1", "6.18"], "6.1",
            "Whose rules linux goes by where they differ: how a request falls back",
            "Linux 6.1 and 6.18 mm/page_alloc.c"),
        KernelSetting.Number("vm.compaction_proactiveness", 0, 100, "20",
            "How hard kcompactd works ahead of need (linux)", Documentation),
        KernelSetting.Number("vm.extfrag_threshold", 0, 1000, "500",
            "At or below this fragmentation index memory is short, and is not compacted (linux)",
            Documentation),
        KernelSetting.Number("vm.watermark_boost_factor", 0, 1_000_000, "15000",
            "How far watermarks rise after blocks were mixed, in 1/10000 of the high one (linux)",
            Documentation),
        KernelSetting.Number("page_group_by_mobility_disabled", 0, 1, "0",
            "1: pages are not grouped by mobility (linux)", "Linux 6.1 mm/page_alloc.c"),
        KernelSetting.Number("vm.min_free_kbytes", 128, 1 << 30, "by size of memory",
            "Kept free, in KiB; the watermarks follow (every strategy)", Documentation),
        KernelSetting.Number("vm.watermark_scale_factor", 1, 3000, "10",
            "Distance between watermarks, in 1/10000 of a zone (every strategy)", Documentation),
        KernelSetting.Number("vm.percpu_pagelist_high_fraction", 0, 1 << 20, "0",
            "Per-CPU lists hold at most this fraction of a zone; 0: by watermark (every strategy)",
            Documentation),
        KernelSetting.Word("transparent_hugepage.defrag",
            ["always", "defer", "defer+madvise", "madvise", "never"], "as the workload asks",
            "What a fault that wants a huge page may do (every strategy)",
            "Documentation/admin-guide/mm/transhuge.rst"),
        KernelSetting.Amount("kernelcore", "Memory for the kernel; movable pages alone use the "
            + "rest (linux, at boot)", BootOptions),
        KernelSetting.Amount("movablecore", "Memory that movable pages alone use (linux, at boot)",
            BootOptions),
        KernelSetting.Amount("cma", "Memory lent to movable pages (linux, at boot)", BootOptions),
        KernelSetting.Number("hugepages", 0, 1 << 24, "0",
            "Huge pages set aside (linux, at boot)", BootOptions),
    ];

    /// <summary>What <c>fragsim list settings</c> shows.</summary>
    public static IReadOnlyList<CatalogEntry> Entries { get; } = [.. All.Select(s => s.Entry)];

    /// <summary>Reads <c>NAME=VALUE</c>.</summary>
    /// <returns>The name as recordings have it, without <c>vm.</c>, and the value.</returns>
    /// <exception cref="UsageException">There is no such setting, or it cannot be that.
    /// </exception>
    public static KeyValuePair<string, string> Read(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new UsageException($"--set {text}: write NAME=VALUE, such as "
                + "vm.compaction_proactiveness=0.");
        }
        string name = text[..equals], value = text[(equals + 1)..];
        if (name == "vm.defrag_mode")
            throw new UsageException("--set vm.defrag_mode: that is --strategy strict.");
        KernelSetting setting = Array.Find(All, s => s.Entry.Name == name)
            ?? throw new UsageException($"--set {name}: there is no such setting; there are "
                + string.Join(", ", All.Select(s => s.Entry.Name)) + ".");
        if (!setting.Accepts(value))
            throw new UsageException($"--set {text}: {name} is {setting.Values}.");
        return new(KeyOf(name), value);
    }

    /// <summary>sysctl and sysfs have names of their own for the files that recordings copy.
    /// </summary>
    private static string KeyOf(string name) => name == "transparent_hugepage.defrag"
        ? "thp_defrag"
        : name[(name.LastIndexOf('.') + 1)..];
}
