using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads.Text;

public sealed class TextKindTests
{
    public static TheoryData<byte[], string> NoText => new()
    {
        { [], "holds nothing" },
        { [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b")], "iconv -f UTF-16" },
        { [.. Encoding.BigEndianUnicode.Preamble, 0, 65], "iconv -f UTF-16" },
        { Encoding.Unicode.GetBytes("a,b"), "iconv -f UTF-16" },
        { [0x1f, 0x8b, 8], "compressed twice" },
        { [0x28, 0xb5, 0x2f, 0xfd, 1], "compressed twice" },
        { [65, 0, 66], "binary" },
    };

    [Theory, MemberData(nameof(NoText))]
    public void What_is_no_text_is_named_with_the_remedy(byte[] head, string words)
    {
        InputException error = Assert.Throws<InputException>(() => TextKind.Check("f.txt", head));
        Assert.StartsWith("f.txt: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_passes() => TextKind.Check("f.txt", "time_ns,ö\n"u8);

    [Theory]
    [InlineData("buddyinfo"), InlineData("requests"), InlineData("ftrace")]
    public void Every_reader_of_lines_refuses_utf_16(string name)
    {
        using TempFolder folder = new();
        string path = folder.File(name, "");
        File.WriteAllText(path, "Node 0, zone DMA 1\n", Encoding.Unicode);
        using LineReader lines = new(path, 4096, ahead: name == "ftrace");
        InputException error = Assert.Throws<InputException>(() => lines.Next(out _));
        Assert.Contains("UTF-16", error.Message, StringComparison.Ordinal);
    }
}
