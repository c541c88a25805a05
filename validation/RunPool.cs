using System.Runtime.ExceptionServices;

namespace FragSim.Validation;

/// <summary>
/// Simulations side by side, each on one thread. Results come in the order of the plan, whatever
/// the number of workers and of which ends first.
/// </summary>
internal static class RunPool
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>The first fault stops all others; of several, the earliest in the plan is thrown.
    /// </remarks>
    public static T[] Run<T>(
        int count, int workers, Func<int, CancellationToken, T> simulate, CancellationToken cancel)
    {
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(cancel);
        T[] results = new T[count];
        Exception?[] faults = new Exception?[count];
        int next = -1;

        void Work()
        {
            for (int i = Interlocked.Increment(ref next);
                i < count && !stop.IsCancellationRequested;
                i = Interlocked.Increment(ref next))
            {
                try
                {
                    results[i] = simulate(i, stop.Token);
                }
                catch (Exception e)
                {
                    faults[i] = e;
                    stop.Cancel();
                }
            }
        }

        Thread[] threads = new Thread[Math.Min(workers, count)];
        for (int t = 0; t < threads.Length; t++)
        {
            threads[t] = new Thread(Work) { Name = $"simulation {t}", IsBackground = true };
            threads[t].Start();
        }
        foreach (Thread thread in threads)
            thread.Join();

        if (Array.Find(faults, f => f is not (null or OperationCanceledException)) is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        stop.Token.ThrowIfCancellationRequested();
        return results;
    }
}
