using System.Numerics;
using FragSim.Sim.Base;

namespace FragSim.Cli.Runs;

/// <summary>Huge pages by their size in bytes and by their order.</summary>
internal static class HugePage
{
    public static readonly Size Default = SizeOf(Order.Huge);

    public static Size SizeOf(int order) => new(4096UL << order);

    /// <exception cref="UsageException">No block has that size.</exception>
    public static int OrderOf(Size size, string option = "--hugepage")
    {
        int order = BitOperations.Log2(size.Bytes) - 12;
        if (!BitOperations.IsPow2(size.Bytes) || order < 1 || order > Order.Gigantic)
        {
            throw new UsageException(
                $"{option} {size}: it is a power of two from 8KiB to 1GiB; "
                + "write 2MiB, 16MiB or 1GiB.");
        }
        return order;
    }
}
