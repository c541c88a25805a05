using System.Diagnostics;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Traces;
using FragSim.Traces.Events;
using FragSim.Traces.Text;
using Xunit;

namespace FragSim.Tests.Workloads.Text;

/// <summary>Inputs whose bytes come once.</summary>
public sealed class PipedInputTests : IDisposable
{
    private const string Csv = "time_ns,op,id,order,mobility\n0,alloc,1,0,movable\n1,free,1,,\n";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_trace_is_read_through_a_pipe()
    {
        string pipe = Pipe(Encoding.UTF8.GetBytes(Csv));
        Assert.Equal(2, Count(TraceFormats.Open(pipe)));
    }

    [Fact]
    public void A_compressed_trace_is_read_through_a_pipe()
    {
        string packed = folder.File("a.csv.gz", "");
        using (Stream stream = CompressedFile.Over(File.Create(packed), packed))
            stream.Write(Encoding.UTF8.GetBytes(Csv));
        Assert.Equal(2, Count(TraceFormats.Open(Pipe(File.ReadAllBytes(packed)))));
    }

    [Fact]
    public void An_fstrace_file_with_a_start_state_is_read_through_a_pipe()
    {
        string packed = Path.Combine(folder.Path, "a.fstrace");
        ITrace recorded = TraceFormats.Open(TestFiles.BootIdle);
        int events = 0;
        using (IEventSource source = recorded.OpenEvents())
        using (ITraceWriter writer = TraceFormats.Create(packed, source.Names, recorded.Start))
        {
            foreach (PageEvent e in MiniRecording.ReadAll(source))
            {
                writer.Apply(e);
                events++;
            }
            writer.Complete();
        }
        ITrace piped = TraceFormats.Open(Pipe(File.ReadAllBytes(packed)));
        Assert.Equal(recorded.Start!.Blocks.Count, piped.Start!.Blocks.Count);
        Assert.Equal(events, Count(piped));
    }

    [Fact]
    public void What_is_read_twice_beyond_its_beginning_is_refused_with_the_remedy()
    {
        byte[] much = new byte[InputLimits.PipeHeadBytes + 100_000];
        string pipe = Pipe(much);
        using Stream first = TextFile.OpenRaw(pipe);
        byte[] got = new byte[much.Length];
        first.ReadExactly(got);
        InputException error = Assert.Throws<InputException>(() => TextFile.OpenRaw(pipe));
        Assert.Contains("write it to a file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_ends_the_wait_for_a_writer()
    {
        string pipe = Make();
        using CancellationTokenSource cancel = new();
        Task wait = Task.Run(() =>
        {
            InputCancellation.Token = cancel.Token;
            TraceFormats.Open(pipe);
        }, TestContext.Current.CancellationToken);
        cancel.CancelAfter(50);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => wait.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        // The open that was given up gets its writer.
        File.WriteAllText(pipe, "");
    }

    private static int Count(ITrace trace)
    {
        using IEventSource source = trace.OpenEvents();
        return MiniRecording.ReadAll(source).Count;
    }

    /// <summary>A pipe into which a thread writes.</summary>
    private string Pipe(byte[] content)
    {
        string pipe = Make();
        Task.Run(() => File.WriteAllBytes(pipe, content));
        return pipe;
    }

    private string Make()
    {
        string pipe = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
        using Process made = Process.Start("mkfifo", pipe);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return pipe;
    }
}
