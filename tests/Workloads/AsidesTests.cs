using System.Text;
using FragSim.Traces.Ftrace;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class AsidesTests
{
    [Theory]
    [InlineData("   ", FtraceKind.Header)]
    [InlineData("> # tracer: nop", FtraceKind.Header)]
    [InlineData("[   12.345680] ---------------------------------", FtraceKind.Header)]
    [InlineData("capturing trace... done", FtraceKind.Header)]
    [InlineData("TRACE:", FtraceKind.Header)]
    [InlineData("CPU 3 is empty", FtraceKind.Header)]
    [InlineData("version = 6", FtraceKind.Header)]
    [InlineData(" => free_unref_page_list", FtraceKind.Stack)]
    [InlineData("=> do_fault (ffffffff812101c3)", FtraceKind.Stack)]
    [InlineData(" => <00007f3a4c1d2e3f>", FtraceKind.Stack)]
    [InlineData("[   12.345680]  => free_unref_page", FtraceKind.Stack)]
    [InlineData("    ffffffffbe23e32e __alloc_pages+0x22e ([kernel.kallsyms])", FtraceKind.Stack)]
    [InlineData("\t5541f689495641d7 [unknown] ([unknown])", FtraceKind.Stack)]
    [InlineData(" 24) @ 184015.2 us |  }", FtraceKind.Graph)]
    [InlineData(" 0) x-www-b-22756  =>  x-termi-4083", FtraceKind.Graph)]
    [InlineData(" 1287587.105144 |   1)               |  alloc_pages() {", FtraceKind.Graph)]
    [InlineData("               |  /* mm_page_free: pfn=1 order=0 */", FtraceKind.Graph)]
    [InlineData("[root@host tracing]# trace-cmd report | less", FtraceKind.Text)]
    [InlineData("[...]", FtraceKind.Text)]
    [InlineData("beef stew", FtraceKind.Text)]
    public void Lines_that_are_no_events_are_told_apart(string line, object kind) =>
        Assert.Equal(kind, Asides.Kind(Asides.Bare(Encoding.UTF8.GetBytes(line))));
}
