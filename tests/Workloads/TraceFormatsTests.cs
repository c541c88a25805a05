using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class TraceFormatsTests
{
    private const string Line =
        "  cc1-100   [000] ....    11.0: mm_page_free: page=00000000ad90b1a9 pfn=4096 order=0\n";

    [Theory]
    [InlineData("\n\n" + Line, "ftrace")]
    [InlineData("capturing trace... done\nTRACE:\n" + Line, "ftrace")]
    [InlineData("# cat trace\n" + Line, "ftrace")]
    [InlineData("root@host:/sys/kernel/tracing# cat trace\n" + Line, "ftrace")]
    [InlineData("Here is what I see:\n\n" + Line, "ftrace")]
    [InlineData("\ufeff# tracer: nop\n" + Line, "ftrace")]
    [InlineData("\ufeffcpus=2\n" + Line, "trace-cmd")]
    [InlineData("$ perf script\n  cc1   100    11.000001:  kmem:mm_page_free: pfn=4096 order=0\n",
        "perf")]
    [InlineData("time_ns;op;id;order;mobility\n0;alloc;1;0;movable\n", "csv")]
    [InlineData("time_ns,op,id,order,mobility,name\n0,phase,,,,\"a-1 [000] b\"\n",
        "csv")]
    public void The_format_of_a_text_is_that_of_its_first_line_that_tells(
        string text, string format)
    {
        using TempFolder folder = new();
        Assert.Equal(format, TraceFormats.Open(folder.File("t", text)).Format);
    }

    [Theory]
    [InlineData("Attaching 2 probes...\n@[9]: 12\n", "'Attaching 2 probes...' begins no trace that "
        + "is known; give what trace of tracefs, trace-cmd report or perf script print, or CSV "
        + "with the header time_ns,op,id,order,mobility (fragsim list formats)")]
    [InlineData("\u001b[31mred\n", "'\\u001b[31mred' begins no trace that is known; give what "
        + "trace of tracefs, trace-cmd report or perf script print, or CSV with the header "
        + "time_ns,op,id,order,mobility (fragsim list formats)")]
    public void What_is_no_trace_is_said(string text, string message) =>
        Assert.EndsWith(":1: " + message, Refused(Encoding.UTF8.GetBytes(text)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html>", "is a page of HTML; ")]
    [InlineData("TRACE:\nx\u0001", "is compressed by atrace; run atrace without -z")]
    public void Files_that_need_another_step_name_it(string text, string message) =>
        Assert.Contains(message, Refused(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Text_of_16_bits_is_named() => Assert.Contains(": is UTF-16 text; run iconv ",
        Refused(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Line))),
        StringComparison.Ordinal);

    private static string Refused(IEnumerable<byte> bytes)
    {
        using TempFolder folder = new();
        string path = folder.File("t", "");
        File.WriteAllBytes(path, [.. bytes]);
        return Assert.Throws<InputException>(() => TraceFormats.Open(path)).Message;
    }
}
