using System.IO.Compression;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class TextTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Lines_come_whole_and_numbered_plain_or_gzipped_ahead_or_not(bool gzip, bool ahead)
    {
        using TempFolder folder = new();
        string[] written =
            [.. Enumerable.Range(0, 200_000).Select(i => new string('x', i % 40) + i)];
        string path = Write(folder, string.Join('\n', written), gzip);
        using LineReader lines = new(path, 4096, ahead);
        for (int i = 0; i < written.Length; i++)
        {
            Assert.True(lines.Next(out ReadOnlySpan<byte> line));
            Assert.Equal(written[i], Encoding.UTF8.GetString(line));
            Assert.Equal(i + 1, lines.LineNumber);
        }
        Assert.False(lines.Next(out _));
    }

    [Fact]
    public void Windows_line_breaks_are_taken_off()
    {
        using TempFolder folder = new();
        using LineReader lines = new(Write(folder, "a\r\n\r\nb", false), 4096, ahead: false);
        Assert.True(lines.Next(out ReadOnlySpan<byte> a) && a.SequenceEqual("a"u8));
        Assert.True(lines.Next(out ReadOnlySpan<byte> empty) && empty.IsEmpty);
        Assert.True(lines.Next(out ReadOnlySpan<byte> b) && b.SequenceEqual("b"u8));
        Assert.False(lines.Next(out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_byte_order_mark_is_no_part_of_the_first_line(bool gzip)
    {
        using TempFolder folder = new();
        using LineReader lines = new(Write(folder, "\ufeffa\n\ufeffb", gzip), 4096, ahead: false);
        Assert.True(lines.Next(out ReadOnlySpan<byte> a) && a.SequenceEqual("a"u8));
        Assert.True(lines.Next(out ReadOnlySpan<byte> b) && b.Length == 4);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Text_of_two_bytes_a_letter_is_named_as_such(string encoding)
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "wide");
        File.WriteAllText(path, "Node 0\n", Encoding.GetEncoding(encoding));
        using LineReader lines = new(path, 4096, ahead: false);
        Assert.Contains("is UTF-16 text", Assert.Throws<InputException>(
            () => lines.Next(out _)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_truncated_gzip_tells_how_far_it_was_good(bool ahead)
    {
        using TempFolder folder = new();
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i * 7919}\n"));
        string path = Write(folder, text, gzip: true);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5000]);
        using LineReader lines = new(path, 4096, ahead);
        InputException error = Assert.Throws<InputException>(() =>
        {
            while (lines.Next(out _))
                continue;
        });
        Assert.True(lines.LineNumber > 10_000);
        Assert.Equal($"{path}: the compressed stream ends early or is damaged after "
            + $"{lines.LineNumber} lines; the file is truncated or corrupt, copy it again",
            error.Message);
    }

    [Fact]
    public void A_zstd_stream_is_read_and_a_truncated_one_noticed()
    {
        using TempFolder folder = new();
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i * 7919}\n"));
        string path = Write(folder, "", gzip: false);
        using (ZstdSharp.CompressionStream zstd = new(File.Create(path), 3, leaveOpen: false))
            zstd.Write(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(100_000, CountLines(path));

        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5000]);
        InputException error = Assert.Throws<InputException>(() => CountLines(path));
        Assert.Contains("the compressed stream ends early", error.Message,
            StringComparison.Ordinal);

        static long CountLines(string path)
        {
            using LineReader lines = new(path, 4096, ahead: true);
            while (lines.Next(out _))
                continue;
            return lines.LineNumber;
        }
    }

    [Fact]
    public void A_corrupt_gzip_is_an_error()
    {
        using TempFolder folder = new();
        string path = Write(folder, new string('a', 100_000), gzip: true);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^6] ^= 0xff;
        File.WriteAllBytes(path, bytes);
        using LineReader lines = new(path, 1 << 20, ahead: false);
        Assert.Throws<InputException>(() => lines.Next(out _));
    }

    [Fact]
    public void A_missing_file_a_directory_and_an_empty_file_each_say_so()
    {
        using TempFolder folder = new();
        string missing = Path.Combine(folder.Path, "missing.csv");
        Assert.Equal($"{missing}: no such file; check the path", Message(missing));
        Assert.Equal($"{folder.Path}: is a directory; give a file", Message(folder.Path));
        string empty = folder.File("empty", "");
        Assert.Equal($"{empty}: the file is empty; copy it again", Message(empty));
    }

    [Fact]
    public void A_reader_closed_early_leaves_no_thread_waiting()
    {
        using TempFolder folder = new();
        LineReader lines = new(Write(folder, new string('\n', 20 << 20), false), 4096, ahead: true);
        Assert.True(lines.Next(out _));
        lines.Dispose();
    }

    private static string Message(string path) =>
        Assert.Throws<InputException>(() => TextFile.Open(path)).Message;

    private static string Write(TempFolder folder, string text, bool gzip)
    {
        string path = Path.Combine(folder.Path, "text");
        using Stream file = File.Create(path);
        using Stream stream = gzip ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
