namespace FragSim.Sim.Events;

/// <summary>What simulated CPUs that work on the same data did and waited for, in one part of a
/// run.</summary>
public sealed record Contention
{
    /// <summary>How the data was locked.</summary>
    public required string Locking { get; init; }

    /// <summary>CPUs at work.</summary>
    public required int Cpus { get; init; }

    /// <summary>Operations that all of them did.</summary>
    public required long Operations { get; init; }

    /// <summary>Simulated time from the first operation to the last.</summary>
    public required long ElapsedNs { get; init; }

    /// <summary>Time that all of them together waited for locks.</summary>
    public required long LockWaitNs { get; init; }

    /// <summary>Time that all of them together waited for anything else: disk, reclaim.</summary>
    public required long OtherWaitNs { get; init; }

    /// <summary>Times that a CPU found its lock to be the wrong one and began again.</summary>
    public required long Restarts { get; init; }

    /// <summary>Of all CPUs together, by simulated time; 0 when no time went by.</summary>
    public double OperationsPerSecond => ElapsedNs == 0 ? 0 : Operations * 1e9 / ElapsedNs;

    /// <summary>Mean wait for locks, in ns; 0 when nothing was done.</summary>
    public double LockWaitPerOperationNs =>
        Operations == 0 ? 0 : (double)LockWaitNs / Operations;
}
