using FragSim.Cli.Live;
using Xunit;

namespace FragSim.Tests.Cli.Live;

public sealed class ReservedStreamTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_full_disk_costs_the_reserve_and_no_byte()
    {
        using DiskReserve reserve = new(place["reserve"], 1 << 20);
        using FullOnce disk = new();
        using ReservedStream stream = new(disk, reserve);
        stream.Write("before "u8);
        Assert.False(reserve.IsSpent);
        disk.IsFull = true;
        stream.Write("after"u8);
        Assert.True(reserve.IsSpent);
        Assert.Equal("before after"u8, disk.ToArray());
        Assert.Empty(place.Names);
    }

    [Fact]
    public void A_disk_that_is_full_again_is_an_error()
    {
        using DiskReserve reserve = new(place["reserve"], 1 << 20);
        reserve.Spend();
        using FullOnce disk = new() { IsFull = true };
        using ReservedStream stream = new(disk, reserve);
        Assert.Throws<IOException>(() => stream.Write("more"u8));
    }

    private sealed class FullOnce : MemoryStream
    {
        public bool IsFull { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsFull)
            {
                IsFull = false;
                throw new IOException("No space left on device", 28);
            }
            base.Write(buffer);
        }
    }
}
