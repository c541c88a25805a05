namespace FragSim.Traces.Ftrace;

/// <summary>
/// The allocation flags that the model reads out of <c>gfp_flags=</c>. The bits are our own: the
/// kernel moves its bits between versions, but prints names.
/// </summary>
[Flags]
internal enum GfpFlags : uint
{
    None = 0,
    Highmem = 1 << 0,
    Movable = 1 << 1,
    Reclaimable = 1 << 2,
    High = 1 << 3,
    Atomic = 1 << 4,
    Io = 1 << 5,
    Fs = 1 << 6,
    Nowarn = 1 << 7,
    RetryMayfail = 1 << 8,
    Nofail = 1 << 9,
    Noretry = 1 << 10,
    Comp = 1 << 11,
    Zero = 1 << 12,
    Nomemalloc = 1 << 13,
    Hardwall = 1 << 14,
    Account = 1 << 15,
    Write = 1 << 16,
    DirectReclaim = 1 << 17,
    KswapdReclaim = 1 << 18,

    Reclaim = DirectReclaim | KswapdReclaim,
    Kernel = Reclaim | Io | Fs,
    Nofs = Reclaim | Io,
    User = Kernel | Hardwall,
    Highuser = User | Highmem,
    HighuserMovable = Highuser | Movable,
    TranshugeLight = (HighuserMovable | Comp | Nomemalloc | Nowarn) & ~Reclaim,
}
