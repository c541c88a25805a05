using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Boot;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Results;
using FragSim.Sim.Run;
using FragSim.Strategies;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class MachineStartTests
{
    private const string Zones = "Node 0, zone   Normal\n  spanned  16384\n  managed  16384\n"
        + "  start_pfn:  0\n";

    [Fact]
    public void A_start_of_counts_has_the_free_blocks_of_the_machine()
    {
        // A machine of 24 GiB is too much for a quick test; a zone of it is not.
        using TempFolder folder = new();
        string[] buddyinfo = File.ReadAllLines(TestFiles.Data("machine", "buddyinfo.txt"));
        string[] types = File.ReadAllLines(TestFiles.Data("machine", "pagetypeinfo.txt"));
        folder.File("buddyinfo.txt", buddyinfo[0] + "\n");
        folder.File("zoneinfo.txt", "Node 0, zone      DMA\n  spanned  4095\n  managed  3840\n"
            + "  start_pfn:  1\n");
        folder.File("pagetypeinfo.txt", string.Join('\n', types.Where(
            l => !l.Contains("DMA32", StringComparison.Ordinal)
                && !l.Contains("Normal", StringComparison.Ordinal))));
        StartState start = MachineStart.Build(MachineSnapshot.Open(folder.Path), 0, 1);
        Assert.Equal(buddyinfo[0], Buddyinfo(start).TrimEnd('\n'));
    }

    [Fact]
    public void Any_counts_that_can_be_are_met_with_no_two_buddies_free()
    {
        Gen.Select(Gen.Int[0, 40].Array[Order.Count], Gen.ULong).Sample((counts, seed) =>
        {
            using TempFolder folder = new();
            for (int order = 0; order < counts.Length; order++)
                counts[order] %= (1024 >> order) + 1;
            string line = "Node 0, zone   Normal "
                + string.Concat(counts.Select(c => $"{c,6} "));
            folder.File("zoneinfo", Zones);
            folder.File("buddyinfo", line + "\n");
            StartState start =
                MachineStart.Build(MachineSnapshot.Open(folder.Path), 0, seed);
            // Running it recounts every list and looks for buddies that should have merged.
            return Buddyinfo(start).TrimEnd('\n') == line;
        }, iter: 20);
    }

    [Fact]
    public void Places_that_counts_leave_open_are_drawn_by_the_seed()
    {
        using TempFolder folder = new();
        folder.File("zoneinfo", Zones);
        folder.File("buddyinfo", "Node 0, zone   Normal  90 80 70 60 50 40 3 2 2 2 2\n");
        MachineSnapshot snapshot = MachineSnapshot.Open(folder.Path);
        uint[] Places(ulong seed) =>
            [.. MachineStart.Build(snapshot, 0, seed).FreeLists.SelectMany(l => l.Pfns)];
        Assert.Equal(Places(1), Places(1));
        Assert.NotEqual(Places(1), Places(2));
    }

    [Fact]
    public void Frames_lie_where_their_flags_say_and_free_blocks_are_as_many_as_counted()
    {
        using TempFolder folder = new();
        folder.File("zoneinfo", Zones);
        folder.File("buddyinfo", "Node 0, zone   Normal  "
            + "    1      0      1      0      0      0      0      0      0      1     14 \n");
        Flags(folder, pfn => pfn is >= 2048 or (>= 512 and < 1024) or (>= 4 and < 8) or 9
            ? 1 << 10 : pfn < 4 ? 1 << 7 : 1 << 5);
        StartState start = Start(folder);
        Assert.Equal(
            [(0, 9u), (2, 4u), (9, 512u), (10, 2048u)],
            start.FreeLists.Select(l => (l.Order, l.Pfns[0])));
        Assert.Equal(PageSource.Slab, start.Blocks[0].Source);
        Assert.Equal((PageSource.PageCache, MigrateType.Movable),
            (start.Blocks[4].Source, start.Blocks[4].Mobility));
        Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "buddyinfo")).TrimEnd('\n'),
            Buddyinfo(start).TrimEnd('\n'));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    public void Pageblocks_in_a_hole_are_not_counted(int flagOfHole)
    {
        using TempFolder folder = new();
        const string Counts = "Number of blocks type     Unmovable      Movable  Reclaimable   "
            + "HighAtomic      Isolate \nNode 0, zone   Normal            1           23";
        folder.File("zoneinfo", "Node 0, zone   Normal\n  spanned  16384\n  managed  12288\n"
            + "  start_pfn:  0\n");
        folder.File("buddyinfo", "Node 0, zone   Normal  0 0 0 0 0 0 0 0 0 0 10\n");
        folder.File("pagetypeinfo", "Free pages count per migrate type at order 0 1 2 3 4 5 6 7 8 "
            + "9 10\nNode    0, zone   Normal, type      Movable 0 0 0 0 0 0 0 0 0 0 10\n\n"
            + Counts + "            0            0            0 \n");
        Assert.Contains(Counts, Pagetypeinfo(Start(folder)), StringComparison.Ordinal);
        Flags(folder, pfn => pfn < 2048 ? 1 << 5 : pfn < 12288 ? 1 << 10 : flagOfHole);
        Assert.Contains(Counts, Pagetypeinfo(Start(folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_marked_free_but_in_no_counted_block_is_on_the_list_of_a_CPU()
    {
        using TempFolder folder = new();
        folder.File("zoneinfo", Zones);
        folder.File("buddyinfo", "Node 0, zone   Normal  0 0 0 0 0 0 0 0 0 0 15\n");
        Flags(folder, pfn => pfn is >= 1024 or 8 or 9 ? 1 << 10 : 1 << 5);
        StartState start = Start(folder);
        Assert.Equal([8u, 9u], Assert.Single(start.PcpLists).Pfns);
        Assert.Equal(15, Assert.Single(start.FreeLists).Pfns.Length);
    }

    [Fact]
    public void A_trace_tells_which_blocks_were_on_the_lists_of_CPUs()
    {
        const string Task = "             cc1-100     [000] ...1.     11.000001: ";
        using TempFolder folder = new();
        string snap = Path.Combine("snap", "00-start");
        folder.File(Path.Combine(snap, "zoneinfo.txt"), Zones);
        folder.File(Path.Combine(snap, "buddyinfo.txt"),
            "Node 0, zone   Normal  0 0 0 0 0 0 0 0 0 0 15\n");
        Flags(folder, pfn => pfn >= 1024 ? 1 << 10 : pfn >= 512 ? 0 : 1 << 5,
            Path.Combine(snap, "kpageflags.bin"));
        folder.File("a.ftrace.txt",
            Task + "tracing_mark_write: ORACLE snap 00-start lists-read\n"
            + Task + "mm_page_alloc: page=1 pfn=0x200 order=9 migratetype=1 "
            + "gfp_flags=GFP_TRANSHUGE\n"
            // A bulk allocation, which has no event, took this one after the mark.
            + Task + "mm_page_free: page=1 pfn=0x400 order=0\n");
        ITrace trace = TraceFormats.Open(folder.Path);
        StartList pcp = Assert.Single(trace.Start!.PcpLists);
        Assert.Equal((9, 512u), (pcp.Order, Assert.Single(pcp.Pfns)));
        Assert.Equal(15, Assert.Single(trace.Start.FreeLists).Pfns.Length);
    }

    [Theory]
    [InlineData("linux")]
    [InlineData("none")]
    [InlineData("partition:pool=10%")]
    public void A_workload_runs_from_a_start_with_ids_of_its_own(string strategy)
    {
        using TempFolder folder = new();
        folder.File("zoneinfo", Zones);
        folder.File("buddyinfo", "Node 0, zone   Normal  900 80 70 60 50 40 3 2 2 2 2\n");
        string trace = folder.File("t.csv",
            "time_ns,op,id,order,mobility\n0,alloc,0,0,movable\n1,touch,0,,\n2,free,0,,\n");
        StartState start = MachineStart.Build(MachineSnapshot.Open(folder.Path), 0, 1);
        using IWorkload workload = StartedWorkload.Of(
            TraceFormats.Open(trace) is var t ? t.ToWorkload(t.OpenEvents()) : null!, start);
        RunResult result = Simulation.Run(new SimulationOptions(),
            StrategyCatalog.Create(strategy), workload, 1, null, null,
            TestContext.Current.CancellationToken);
        Assert.Equal(3, result.Events);
        Assert.Equal(0, result.Summary.BaseFailures);
    }

    [Fact]
    public void A_zone_may_begin_within_a_pageblock()
    {
        using TempFolder folder = new();
        folder.File("buddyinfo", "Node 0, zone   Normal      1      0      1      1      0      0 "
            + "     0      0      1      1      3 \nNode 0, zone  Movable      1      2      4    "
            + "  2      5      4      3      3      4      2     20 \n");
        folder.File("zoneinfo", "Node 0, zone   Normal\n  spanned  5000\n  managed  4700\n"
            + "  start_pfn:  0\nNode 0, zone  Movable\n  spanned  28672\n  managed  28672\n"
            + "  start_pfn:  5000\n");
        // Only one of the zones is in the table of types.
        folder.File("pagetypeinfo", "Page block order: 9\nNode    0, zone   Normal, type    "
            + "Unmovable 1 0 1 1 0 0 0 0 1 0 0\nNode    0, zone   Normal, type      Movable 0 0 0 "
            + "0 0 0 0 0 0 1 3\n\nNumber of blocks type     Unmovable      Movable\nNode 0, zone  "
            + " Normal 2 8\n");
        Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "buddyinfo")),
            Buddyinfo(Start(folder)));
    }

    private static StartState Start(TempFolder folder) =>
        MachineStart.Build(MachineSnapshot.Open(folder.Path), 0, 1);

    /// <summary>A file with the flags of every frame of the zone.</summary>
    private static void Flags(
        TempFolder folder, Func<int, int> flagsOf, string name = "kpageflags")
    {
        byte[] flags = new byte[8 * 16384];
        for (int pfn = 0; pfn < 16384; pfn++)
            BitConverter.TryWriteBytes(flags.AsSpan(8 * pfn), (long)flagsOf(pfn));
        File.WriteAllBytes(Path.Combine(folder.Path, name), flags);
    }

    /// <summary>What the model prints of a machine that has just been started from a state.
    /// </summary>
    private static string Buddyinfo(StartState start) => Started(start).Buddyinfo;

    private static string Pagetypeinfo(StartState start) => Started(start).Pagetypeinfo;

    private static Sink Started(StartState start)
    {
        using TempFolder folder = new();
        string path = folder.File(
            "t.csv", "time_ns,op,id,order,mobility,name\n0,snapshot,,,,start\n");
        ITrace trace = TraceFormats.Open(path);
        using IWorkload workload =
            StartedWorkload.Of(trace.ToWorkload(trace.OpenEvents()), start);
        Sink sink = new();
        Simulation.Run(new SimulationOptions(), StrategyCatalog.Create("linux"), workload, 1, sink,
            null, TestContext.Current.CancellationToken);
        return sink;
    }

    private sealed class Sink : ISnapshotSink
    {
        public string Buddyinfo { get; private set; } = "";

        public string Pagetypeinfo { get; private set; } = "";

        public void Take(string mark, Machine machine)
        {
            using StringWriter buddyinfo = new() { NewLine = "\n" };
            BuddyinfoText.Write(machine, buddyinfo);
            Buddyinfo = buddyinfo.ToString();
            using StringWriter pagetypeinfo = new() { NewLine = "\n" };
            PagetypeinfoText.Write(machine, pagetypeinfo);
            Pagetypeinfo = pagetypeinfo.ToString();
        }
    }
}
