using FragSim.Sim.Base;
using Xunit;

namespace FragSim.Tests.Sim;

public sealed class ZoneKindTests
{
    [Theory]
    [InlineData("DMA", ZoneKind.Dma)]
    [InlineData("DMA32", ZoneKind.Dma32)]
    [InlineData("DMA32@1", ZoneKind.Dma32)]
    [InlineData("Normal", ZoneKind.Normal)]
    [InlineData("Normal@3", ZoneKind.Normal)]
    [InlineData("HighMem", ZoneKind.HighMem)]
    [InlineData("Movable@0", ZoneKind.Movable)]
    [InlineData("Device", ZoneKind.Device)]
    [InlineData("sram", ZoneKind.Normal)]
    public void A_zone_is_of_the_kind_that_its_name_says(string name, ZoneKind kind) =>
        Assert.Equal(kind, ZoneKinds.Of(name));
}
