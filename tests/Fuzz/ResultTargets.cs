using FragSim.Cli.Files;
using FragSim.Cli.Files.Reading;
using FragSim.Cli.Files.Staging;
using FragSim.Sim.Events;
using FragSim.Sim.Results;
using FragSim.Tests.Cli;

namespace FragSim.Fuzz;

/// <summary>What fragsim wrote itself and reads again, and files of prices.</summary>
internal static class ResultTargets
{
    private static readonly IReadOnlyList<RunResult> Runs =
    [
        .. FakeRuns.Five.Take(2).Select(run => run with
        {
            Requests = [.. run.Requests.Take(10)],
            Contention =
            [
                new Contention
                {
                    Locking = "one lock",
                    Cpus = 4,
                    Operations = 5,
                    ElapsedNs = 6,
                    LockWaitNs = 7,
                    OtherWaitNs = 8,
                    Restarts = 9,
                },
            ],
        }),
    ];

    private static readonly (string Name, Action<Stream, IReadOnlyList<RunResult>> Write)[] Files =
    [
        ("summary", SummaryCsv.Write), ("requests", RequestsCsv.Write),
        ("failures", FailuresCsv.Write), ("samples", SamplesCsv.Write),
        ("vmstat", VmstatCsv.Write), ("blockers", BlockersCsv.Write), ("map", MapCsv.Write),
        ("contention", ContentionCsv.Write),
    ];

    public static IReadOnlyList<Target> All { get; } =
    [
        .. Files.Select(f => new Target($"results-{f.Name}", $"{f.Name}.csv",
            _ => [Written(f.Write)], path => RunFolderReader.Read(Path.GetDirectoryName(path)!))
        {
            Prepare = WriteAll,
        }),
        new("manifest", "manifest.json", Targets.Texts("""
            {"fragsim": "0.1.0", "files": [{"path": "summary.csv", "bytes": 3, "sha256": "0a"}]}
            """), path => FileList.Read(Path.GetDirectoryName(path)!, path)),
        new("costs", "costs.json", Targets.Texts("""
            {"costs": {"migrate_ns": 900, "isolate_ns": 70}}
            """), path => CostsFile.Read(path)),
        new("map-codec", "map.bin", _ =>
            [
                MapCodec.Encode(Runs[0].Maps[0], null),
                MapCodec.Encode(Runs[0].Maps[1], Runs[0].Maps[0]),
            ],
            path => MapCodec.Decode(File.ReadAllBytes(path), Runs[0].Maps[0].Cells)),
    ];

    private static byte[] Written(Action<Stream, IReadOnlyList<RunResult>> write)
    {
        using MemoryStream stream = new();
        write(stream, Runs);
        return stream.ToArray();
    }

    private static void WriteAll(string place)
    {
        foreach ((string name, var write) in Files)
            File.WriteAllBytes(Path.Combine(place, name + ".csv"), Written(write));
    }
}
