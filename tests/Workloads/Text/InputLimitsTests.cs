using FragSim.Sim.Base;
using FragSim.Traces.Machines;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads.Text;

/// <summary>No declared size asks for memory that the data does not bear out.</summary>
public sealed class InputLimitsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2_147_483_000), InlineData(30_000_000)]
    public void Sixty_bytes_of_freelists_do_not_ask_for_gigabytes(uint spanned)
    {
        using MiniRecording recording = new();
        File.WriteAllText(Path.Combine(recording.Folder, "snap/00-start/freelists.txt"),
            $"zone DMA32 start_pfn=0 spanned={spanned} managed={spanned}\n");
        Refuses(() => recording.Play());
    }

    [Fact]
    public void A_zone_beyond_all_memory_is_told_by_its_line()
    {
        Assert.SkipUnless(
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 1L << 37, "there is memory for it");
        string path = folder.File("freelists.txt",
            "# zones\nzone DMA32 start_pfn=0 spanned=2147483000 managed=2147483000\n");
        InputException error = Assert.Throws<InputException>(() => FreeListsFile.Read(path));
        Assert.StartsWith($"{path}:2: zones end at 8192 GiB", error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("correct spanned and start_pfn", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zoneinfo_of_a_machine_beyond_all_memory_is_refused()
    {
        folder.File("buddyinfo", "Node 0, zone Normal 0 0 0 0 0 0 0 0 0 0 1\n");
        folder.File("zoneinfo", "Node 0, zone Normal\n spanned 2147483000\n managed 2147483000\n"
            + " start_pfn: 0\n");
        MachineSnapshot snapshot = MachineSnapshot.Open(folder.Path);
        Assert.SkipUnless(
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 1L << 37, "there is memory for it");
        Refuses(() => MachineStart.Build(snapshot, 0, 1));
    }

    [Fact]
    public void Flags_of_far_more_frames_than_the_zones_have_are_refused()
    {
        string path = folder.File("kpageflags", "");
        File.WriteAllBytes(path, new byte[8 * 300_000]);
        Refuses(() => KernelPageFlags.Read(path, 1000));
    }

    [Fact]
    public void Lists_with_more_pages_than_the_zones_are_refused_at_once()
    {
        string path = folder.File("freelists.txt", "zone DMA start_pfn=0 spanned=16 managed=16\n"
            + string.Concat(Enumerable.Repeat("free DMA 2 Movable: 0 4\n", 3)));
        InputException error = Assert.Throws<InputException>(() => FreeListsFile.Read(path));
        Assert.Contains("freelists.txt:4: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_read_whole_is_no_larger_than_its_kind()
    {
        string path = folder.File("a.json", new string(' ', 1001));
        Assert.Equal(1001, TextFile.ReadAll(path, 1001, "file").Length);
        InputException error =
            Assert.Throws<InputException>(() => TextFile.ReadAll(path, 1000, "file of prices"));
        Assert.Contains("no file of prices", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => TextFile.ReadAll("/dev/zero", 1000, "file"));
    }

    private static void Refuses(Action read)
    {
        long before = GC.GetTotalAllocatedBytes();
        Assert.Throws<InputException>(read);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1L << 30);
    }
}
