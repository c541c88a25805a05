using System.Text;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class LooseHeadTests
{
    [Theory]
    [InlineData("    bash-1994    0d..2    5us+: x: y", "    bash", "1994", "5", true)]
    [InlineData("    bash-1994    0d.h1.    5us : x: y", "    bash", "1994", "5", true)]
    [InlineData("  a: b-c-7    12.....  123us#: x: y", "  a: b-c", "7", "123", true)]
    [InlineData("     cc1-1994    0.....   11.000005: x: y", "     cc1", "1994", "11.000005",
        false)]
    [InlineData("             cc1  1994    11.000005:  x: y", "             cc1 ", "1994",
        "11.000005", false)]
    [InlineData("     Web Content  99/100    11.5:  x: y", "     Web Content ", "99/100", "11.5",
        false)]
    public void A_head_without_a_CPU_in_brackets_is_taken_apart(
        string line, string comm, string pid, string time, bool micro)
    {
        Assert.True(LooseHead.TryFind(Encoding.UTF8.GetBytes(line), out LooseHead head));
        Assert.Equal((comm, pid, time, micro, "x: y"), (Text(head.Comm), Text(head.Pid),
            Text(head.Time), head.InMicroseconds, Text(head.Event).TrimStart()));
    }

    [Theory]
    [InlineData("[   12.345678] usb 1-1: new device: x")]
    [InlineData("mm_page_alloc: pfn=1 order=0")]
    [InlineData("us: x: y")]
    [InlineData("1.5: x: y")]
    [InlineData("")]
    public void Other_text_has_no_head(string line) =>
        Assert.False(LooseHead.TryFind(Encoding.UTF8.GetBytes(line), out _));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
