using System.IO.Compression;
using FragSim.Sim.Base;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Text;

/// <summary>Every reader ends when its command is interrupted, however much is still to come.
/// </summary>
public sealed class InputStreamTests : IDisposable
{
    private const long Bytes = 20L << 30;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Endless => new()
    {
        // Lines that never give an event, gigabytes of them out of a file of some kilobytes.
        { "csv", "\n\n\n\n" },
        { "ftrace", "# no event\n" },
        { "buddyinfo", "\n\n\n\n" },
    };

    [Theory, MemberData(nameof(Endless))]
    public async Task An_interruption_ends_the_reading_of_a_bomb(string reader, string line)
    {
        string path = Bomb(reader == "csv" ? "time_ns,op,id,order,mobility\n"
            : reader == "ftrace" ? "# tracer: nop\n" : "", line);
        using CancellationTokenSource cancel = new();
        Task work = Task.Run(() =>
        {
            InputCancellation.Token = cancel.Token;
            if (reader == "buddyinfo")
                MachineSnapshot.Open(path);
            else
            {
                using IEventSource source = TraceFormats.Open(path).OpenEvents();
                MiniRecording.ReadAll(source);
            }
        }, TestContext.Current.CancellationToken);
        cancel.CancelAfter(100);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => work.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/dev/zero"), InlineData("/dev/null"), InlineData("/proc/self/mem")]
    [InlineData("/proc"), InlineData("/dev/full")]
    public void What_is_no_trace_is_refused_at_once(string path)
    {
        Assert.SkipUnless(Path.Exists(path), $"there is no {path} here");
        Assert.Throws<InputException>(() => TraceFormats.Open(path));
    }

    /// <summary>Members of gzip, one after another, are one stream: so a small file is long.
    /// </summary>
    private string Bomb(string head, string line)
    {
        string path = folder.File(Guid.NewGuid().ToString("N"), "");
        byte[] member = Member(string.Concat(Enumerable.Repeat(line, (1 << 24) / line.Length)));
        using FileStream file = File.Create(path);
        file.Write(Member(head));
        for (long at = 0; at < Bytes; at += 1 << 24)
            file.Write(member);
        return path;
    }

    private static byte[] Member(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
