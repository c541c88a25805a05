using System.Text;
using FragSim.Cli.Runs;
using FragSim.Sim.Base;
using FragSim.Strategies;
using FragSim.Strategies.Kernel.Settings;
using FragSim.Workloads;
using FragSim.Workloads.Parts;

namespace FragSim.Fuzz;

/// <summary>What is spelled on a command line.</summary>
internal static class OptionTargets
{
    public static IReadOnlyList<Target> All { get; } =
    [
        new("size", "size.txt", Targets.Texts("512MiB", "1.5TiB", "4GiB"), Spelled(text =>
        {
            if (!Size.TryParse(text, out _, out string error))
                throw new UsageException(error);
        })),
        new("strategy", "strategy.txt",
            Targets.Texts("none", "linux", "partition:25%", "grouping+compaction:proactive=30"),
            Spelled(text => StrategyCatalog.Create(text))),
        new("workload", "workload.txt",
            Targets.Texts("highalloc", "database:pool=50%", "mix:fleet+kernbuild"),
            Spelled(text =>
            {
                WorkloadSetup setup = new(64UL << 20, 9, 1);
                WorkloadCatalog.Create(text, setup).Dispose();
                WorkloadCatalog.DurationNs(text, setup);
            })),
        new("setting", "setting.txt",
            Targets.Texts("vm.min_free_kbytes=4096", "cma=16MiB",
                "transparent_hugepage.defrag=defer"),
            Spelled(text => KernelSettingCatalog.Read(text))),
    ];

    private static Action<string> Spelled(Action<string> read) =>
        path => read(Encoding.UTF8.GetString(File.ReadAllBytes(path)));
}
