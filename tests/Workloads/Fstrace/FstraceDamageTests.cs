using System.Buffers.Binary;
using CsCheck;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Fstrace;
using Xunit;

namespace FragSim.Tests.Workloads.Fstrace;

/// <summary>A damaged file is reported with its place, and nothing after it is used.</summary>
public sealed class FstraceDamageTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_changed_byte_anywhere_is_noticed_and_only_sound_events_come_before()
    {
        string path = FstraceBytes.Write(folder, FstraceBytes.SmallTrace);
        byte[] whole = File.ReadAllBytes(path);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).Sample((at, change) =>
        {
            byte[] bytes = [.. whole];
            bytes[at] ^= change;
            File.WriteAllBytes(path, bytes);
            List<PageEvent> read = [];
            InputException error = Assert.Throws<InputException>(() => Collect(path, read));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Equal(FstraceBytes.SmallTrace.Take(read.Count), read);
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void A_file_cut_anywhere_is_noticed_with_the_place_of_the_cut_block()
    {
        string path = FstraceBytes.Write(folder, FstraceBytes.SmallTrace);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = FstraceLayout.FileHeaderBytes; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            List<PageEvent> read = [];
            InputException error = Assert.Throws<InputException>(() => Collect(path, read));
            Assert.Contains("at byte", error.Message, StringComparison.Ordinal);
            Assert.Contains("nothing from there on is used", error.Message,
                StringComparison.Ordinal);
            Assert.Equal(FstraceBytes.SmallTrace.Take(read.Count), read);
        }
    }

    [Fact]
    public void A_block_that_was_taken_out_makes_all_after_it_untrusted()
    {
        string path = FstraceBytes.Write(folder, FstraceBytes.SmallTrace);
        byte[] whole = File.ReadAllBytes(path);
        int name = FstraceLayout.FileHeaderBytes;
        int first = name + SizeAt(whole, name);
        int second = first + SizeAt(whole, first);
        File.WriteAllBytes(path, [.. whole[..first], .. whole[second..]]);
        InputException error = Assert.Throws<InputException>(() => FstraceBytes.ReadAll(path));
        Assert.Contains($"the block at byte {first} is damaged: its checksum does not match",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_index_does_not_keep_the_events_from_being_read_but_is_reported()
    {
        string path = FstraceBytes.Write(folder, FstraceBytes.SmallTrace);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^20] ^= 1;
        File.WriteAllBytes(path, bytes);
        List<PageEvent> read = [];
        Assert.Throws<InputException>(() => Collect(path, read));
        Assert.Equal(600, read.Count);
        Assert.Throws<InputException>(() => FstraceFile.Open(path).Extent());
    }

    [Fact]
    public void A_later_version_is_refused_by_name()
    {
        string path = FstraceBytes.Write(folder, FstraceBytes.SmallTrace);
        FstraceBytes.SetVersion(path, 3);
        InputException error = Assert.Throws<InputException>(() => TraceFormats.Open(path));
        Assert.Contains("version 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u, 1u, "too many events or none")]
    [InlineData(70_000u, 1u, "too many events or none")]
    [InlineData(1u, 0u, "too many shapes or none")]
    [InlineData(1u, 257u, "too many shapes or none")]
    [InlineData(2u, 1u, "columns")]
    public void A_block_that_lies_about_its_counts_is_refused(
        uint events, uint shapes, string why)
    {
        byte[] content = EventContent(shapes, op: 0, shapeOf: 0, idStep: 0);
        Refused(new BlockHeader(BlockKind.Events, 0, 0, events, 0, 0, 0), content, why);
    }

    [Theory]
    [InlineData(99, 0, 0, "there is not")]
    [InlineData(0, 1, 0, "not listed")]
    [InlineData(0, 0, 2, "beyond those in use")]
    [InlineData(8, 0, 0, "has no name")]
    public void An_event_that_cannot_be_is_refused(byte op, byte shapeOf, byte idStep, string why)
        => Refused(new BlockHeader(BlockKind.Events, 0, 0, 1, 0, 0, 0),
            EventContent(1, op, shapeOf, idStep), why);

    [Fact]
    public void A_start_state_that_asks_for_more_frames_than_its_zones_have_is_refused()
    {
        VarintWriter bytes = new();
        bytes.Number(1);
        bytes.Text("Normal");
        bytes.Number(0);
        bytes.Number(1024);
        bytes.Number(0);
        bytes.Number(0);
        bytes.Number(uint.MaxValue);
        Refused(new BlockHeader(BlockKind.Start, 0, 0, 0, 0, 0, 0), bytes.Written.ToArray(),
            "is above 1024");
    }

    private static void Collect(string path, List<PageEvent> read)
    {
        using IEventSource source = TraceFormats.Open(path).OpenEvents();
        PageEvent[] buffer = new PageEvent[100];
        while (source.Read(buffer) is int count and > 0)
            read.AddRange(buffer.AsSpan(0, count));
    }

    private static int SizeAt(byte[] file, int offset) => BlockHeader.Size
        + (int)BlockHeader.Read(file.AsSpan(offset, BlockHeader.Size)).Packed;

    /// <summary>One event, however many shapes are said to be there.</summary>
    private static byte[] EventContent(uint shapes, byte op, byte shapeOf, byte idStep)
    {
        byte[] content = new byte[4 + 8 + 5];
        BinaryPrimitives.WriteUInt32LittleEndian(content, shapes);
        content[4] = op;
        content[12] = shapeOf;
        content[16] = idStep;
        return content;
    }

    private void Refused(BlockHeader header, byte[] content, string why)
    {
        string path = FstraceBytes.WithBlock(folder, header, content);
        InputException error = Assert.Throws<InputException>(() => FstraceBytes.ReadAll(path));
        Assert.Contains("the block at byte 16 is damaged", error.Message,
            StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
