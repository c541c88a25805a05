using System.Diagnostics;
using FragSim.Cli.Files.Staging;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>A folder with files of others beside, inside and linked from the output of a command,
/// and processes that are ended at pseudo-random moments.</summary>
internal sealed class KillScene : IDisposable
{
    public const string Precious = "PRECIOUS\n";

    private static readonly string[] Signals = ["-KILL", "-TERM", "-INT", "-HUP", "-KILL"];
    private static readonly string[] Canaries =
        ["precious.txt", "beside/notes.txt", "out/notes.txt", "rec.part-1"];

    private readonly TemporaryFolder place = new();
    private readonly Random random;

    public KillScene(int seed)
    {
        random = new Random(seed);
        foreach (string folder in (string[])["beside/empty", "out"])
            Directory.CreateDirectory(place[folder]);
    }

    public string this[string name] => place[name];

    public string Out => place["out"];

    /// <summary>The longest time from a signal that can be handled to the end.</summary>
    public TimeSpan Slowest { get; private set; }

    public void Dispose() => place.Dispose();

    /// <summary>Puts the files of others there, once there is a folder of ours.</summary>
    public void Plant()
    {
        foreach (string canary in Canaries)
            File.WriteAllText(place[canary], Precious);
        File.CreateSymbolicLink(place["out/link"], place["precious.txt"]);
        File.CreateSymbolicLink(place["x.fstrace.part"], place["precious.txt"]);
    }

    /// <summary>Starts a command and ends it within a time, by any signal.</summary>
    public void Kill(Func<Process> start, TimeSpan within)
    {
        string signal = Signals[random.Next(Signals.Length)];
        Process process = start();
        Thread.Sleep(within * random.NextDouble());
        Stopwatch watch = Stopwatch.StartNew();
        Process.Start("kill", [signal, $"{process.Id}"]).WaitForExit();
        FragsimProcess run = FragsimProcess.Finish(process);
        if (signal != "-KILL" && watch.Elapsed > Slowest)
            Slowest = watch.Elapsed;
        // 128 + the signal, when it came before the program was there to handle it.
        Assert.True(run.ExitCode is 0 or 130 or 137 or 143 or 129, $"{signal}: {run}");
        CheckCanaries();
    }

    public void CheckCanaries()
    {
        foreach (string canary in Canaries)
            Assert.Equal(Precious, File.ReadAllText(place[canary]));
        Assert.Equal(place["precious.txt"], new FileInfo(place["out/link"]).LinkTarget);
        Assert.Equal(place["precious.txt"], new FileInfo(place["x.fstrace.part"]).LinkTarget);
        Assert.True(Directory.Exists(place["beside/empty"]));
    }

    /// <summary>A folder with a manifest has all files that it lists; one without has a staging
    /// folder from which the next run completes it.</summary>
    public void CheckFolder()
    {
        if (FileList.Read(Out, place["out/manifest.json"]) is { } list)
            Assert.All(list.Names, name => Assert.True(list.Agrees(name), name));
        else
            Assert.Contains(Directory.EnumerateDirectories(Out, ".fragsim-*"),
                staging => File.Exists(Path.Combine(staging, "new", "manifest.json")));
    }

    public void CheckNothingIsLeft() => Assert.DoesNotContain(place.Names,
        name => name.Split('/').Any(StagingFolder.IsName));

    /// <summary>The recording that is replayed.</summary>
    public static string Recording => Repository.PathOf("tests/data/recordings/boot-idle");
}
