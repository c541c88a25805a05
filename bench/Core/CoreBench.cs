using FragSim.Sim.Memory;

namespace FragSim.Bench.Core;

/// <summary>Drives the allocator with the reference stream and times it.</summary>
internal static class CoreBench
{
    /// <summary>Runs all repetitions and prints what they took.</summary>
    public static void Run(CoreOptions options, TextWriter output)
    {
        WarmUp(options);
        var report = new CoreReport(options, output);
        for (int repetition = 1; repetition <= options.Repetitions; repetition++)
        {
            // The tables of the repetition before are given back first: there is room for one.
            GC.Collect();
            RunOnce(options, report, isLast: repetition == options.Repetitions);
        }
    }

    /// <summary>Lets the compiler see the stream in small, and gives it time between to compile
    /// anew what is hot: all of it happens on the one core we are bound to.</summary>
    private static void WarmUp(CoreOptions options)
    {
        CoreOptions small = options with { Frames = 64 * CoreRun.Step, Churn = 1_000_000 };
        for (int round = 0; round < 4; round++)
        {
            using var stream = new ChurnStream(small);
            var run = new CoreRun(small.Frames);
            Execute(stream, run, new CoreReport(small, TextWriter.Null));
            Thread.Sleep(150);
        }
    }

    private static void RunOnce(CoreOptions options, CoreReport report, bool isLast)
    {
        using IEventStream stream = options.Events is { } path
            ? new EventFile(path)
            : new ChurnStream(options);
        long start = ThreadClock.WallNs;
        var run = new CoreRun(stream.Frames);
        report.InitNs = ThreadClock.WallNs - start;
        report.AddTimes(Execute(stream, run, report));
        if (!isLast)
            return;
        report.Print(run);
        if (stream is not ChurnStream churn)
            return;
        run.Drain(churn.Live);
        report.PrintDrained(run);
    }

    /// <summary>Only the execution is timed, a chunk at a time; making events is not.</summary>
    private static PhaseTimes[] Execute(IEventStream stream, CoreRun run, CoreReport report)
    {
        PhaseTimes[] times = [new(), new(), new()];
        ulong[] buffer = LargeArray.Create<ulong>(CoreRun.Chunk + CoreRun.Beyond);
        var events = new LargeTable<ulong>(buffer);
        Span<ulong> chunk = buffer.AsSpan(0, CoreRun.Chunk);
        int count;
        while ((count = stream.Next(chunk, out Phase phase)) > 0)
        {
            long wall = ThreadClock.WallNs, cpu = ThreadClock.NowNs;
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            run.Execute(events, (uint)count);
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            cpu = ThreadClock.NowNs - cpu;
            times[(int)phase].Add(count, cpu, ThreadClock.WallNs - wall);
            report.AllocatedBytes += bytes;
        }
        return times;
    }
}
