namespace FragSim.Workloads.PageCaches;

/// <summary>What the simulated CPUs pay for work on the page cache, in nanoseconds; estimates for a
/// server of about 2020. The ratio of a cache line that is here to one that another CPU has is what
/// matters.</summary>
internal static class CpuCosts
{
    /// <summary>Entering and leaving the system call, finding the file.</summary>
    public const long CallNs = 200;

    /// <summary>Copying a page to or from the caller: 10 GB/s.</summary>
    public const long CopyNs = 400;

    /// <summary>Following the pointer to one node.</summary>
    public const long VisitNs = 10;

    /// <summary>Taking a free lock whose cache line is here.</summary>
    public const long LockNs = 20;

    public const long UnlockNs = 10;

    /// <summary>Changing a slot or a tag.</summary>
    public const long ChangeNs = 20;

    /// <summary>Fetching a cache line that another CPU wrote last.</summary>
    public const long TransferNs = 100;
}
