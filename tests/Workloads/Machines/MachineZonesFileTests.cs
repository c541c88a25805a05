using FragSim.Traces.Machines;
using Xunit;

namespace FragSim.Tests.Workloads.Machines;

public sealed class MachineZonesFileTests
{
    [Fact]
    public void Kernels_before_4_8_count_lists_and_slabs_by_zone()
    {
        using TempFolder folder = new();
        MachineZone zone = Read(folder, "Node 0, zone   Normal\n  pages free     900\n        min "
            + "     11\n        low      13\n        high     16\n        scanned  0\n        "
            + "spanned  16384\n        present  16000\n    nr_free_pages 900\n    "
            + "nr_inactive_anon 70\n    nr_active_anon 30\n    nr_inactive_file 5\n    "
            + "nr_active_file 15\n    nr_unevictable 2\n    nr_slab_reclaimable 40\n        "
            + "protection: (0, 0)\n  start_pfn:  0\n").Zones[0];
        Assert.Equal((100, 20, 2, 40), (zone.Use.Anon, zone.Use.File, zone.Use.Unevictable,
            zone.Use.SlabReclaimable));
        // Before 3.8 what is managed is not told.
        Assert.Equal(16_000, zone.Managed);
    }

    [Fact]
    public void Statistics_of_a_node_are_not_those_of_the_zone_below_them()
    {
        using TempFolder folder = new();
        MachineZonesFile file = Read(folder, "Node 0, zone      DMA\n  per-node stats\n      "
            + "nr_inactive_anon 5000\n      nr_active_file 70\n      nr_slab_reclaimable 9\n      "
            + "nr_dirtied 99999999999999\n  pages free     900\n        managed  3840\n      "
            + "nr_zone_inactive_anon 3\n");
        Assert.Equal(3, file.Zones[0].Use.Anon);
        Assert.Equal((5000, 70, 9),
            (file.NodeUse.Anon, file.NodeUse.File, file.NodeUse.SlabReclaimable));
    }

    private static MachineZonesFile Read(TempFolder folder, string text) =>
        MachineZonesFile.Read(folder.File("zoneinfo", text));
}
