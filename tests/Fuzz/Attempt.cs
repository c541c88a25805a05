using System.Diagnostics;
using FragSim.Cli.Base;
using FragSim.Sim.Base;

namespace FragSim.Fuzz;

/// <summary>What came of reading one input.</summary>
internal enum Outcome
{
    /// <summary>It was read, or refused with a message.</summary>
    Good,
    /// <summary>Another exception came out.</summary>
    Crash,
    /// <summary>It took longer than <see cref="Attempt.Patience"/>.</summary>
    Hang,
    /// <summary>More than <see cref="Attempt.MostBytes"/> were asked for.</summary>
    Memory,
}

/// <summary>One input read by one reader, on a thread of its own, which can be given up.</summary>
/// <param name="Outcome">Whether it is a finding.</param>
/// <param name="What">The finding in words.</param>
/// <param name="Kind">The same for inputs that find the same.</param>
/// <param name="Bytes">Bytes asked for in all, which bounds the peak.</param>
/// <param name="Ended">False when the reader still runs and cannot be stopped.</param>
internal sealed record Attempt(Outcome Outcome, string What, string Kind, long Bytes, bool Ended)
{
    public const long MostBytes = 1L << 30;

    /// <summary>Time of the processor: other programs may hold it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>For a reader that waits for what never comes.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    public static Attempt At(Target target, string place, byte[] input)
    {
        string path = target.Place(place, input);
        Coverage.Clear();
        using CancellationTokenSource cancel = new();
        long before = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        TimeSpan Used() => Environment.CpuUsage.TotalTime - start;
        Task<string?> work = Task.Run(() =>
        {
            InputCancellation.Token = cancel.Token;
            return Failure(target, path);
        });
        while (!work.Wait(Tick) && Used() < Patience && watch.Elapsed < LongestWait)
            continue;
        bool late = !work.IsCompleted || Used() > Patience;
        string took = $"took {Used().TotalSeconds:0.0} s of {watch.Elapsed.TotalSeconds:0.0} s";
        if (!work.IsCompleted)
        {
            cancel.Cancel();
            work.Wait(LongestWait);
        }
        long allocated = GC.GetTotalAllocatedBytes() - before;
        if (late)
            return new(Outcome.Hang, took, "hang", allocated, work.IsCompleted);
        if (work.Result is { } failure)
            return new(Outcome.Crash, failure, KindOf(failure), allocated, true);
        return allocated > MostBytes
            ? new(Outcome.Memory, $"asked for {allocated >> 20} MiB", "memory", allocated, true)
            : new(Outcome.Good, "", "", allocated, true);
    }

    private static string? Failure(Target target, string path)
    {
        try
        {
            target.Read(path);
            return null;
        }
        catch (Exception e) when (e is InputException or UsageException or OutputException)
        {
            // A message is all that bad input may cause, and a terminal must be able to show it.
            return string.IsNullOrWhiteSpace(e.Message) ? "an empty message"
                : Printable.Message(e.Message) == e.Message ? null
                : $"a message that no terminal can show: {e.Message.Length} characters";
        }
        // What else comes out is what this program looks for.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e.ToString();
        }
    }

    /// <summary>The exception and where it came from, without what was in the input.</summary>
    private static string KindOf(string failure) => string.Join(' ', failure.Split('\n')
        .Where(line => line.Contains("   at FragSim", StringComparison.Ordinal)).Take(2)
        .Prepend(failure.Split(':', 2)[0]));
}
