using FragSim.Sim.Base;
using FragSim.Strategies;
using Xunit;

namespace FragSim.Tests.Strategies;

/// <summary>Every strategy of the catalogue, and some that are made of several.</summary>
internal static class Catalogue
{
    public static TheoryData<string> Everything =>
        [.. StrategyCatalog.Entries.Select((CatalogEntry e) => e.Name).Concat(
        [
            "grouping+compaction", "partition:movable=25%+grouping", "partition:pool=8",
            "partition:cma=25%+compaction", "partition:cma=25%+linux",
            "partition:movable=25%+linux", "proactive+compaction", "tree+linux", "grouping+tree",
            "reservation+grouping", "partition:movable=25%+boundary", "partition:cma=25%+hybrid",
            "partition:cma=25%+strict", "boundary:unmovable=50%+compaction", "reservation+linux",
            "grouping:migrate=no+linear", "grouping:migrate=no,claim=no", "linux-2.6.35",
            "grouping:migrate=no,blocks=no+oldest:cpus=4",
        ])];
}
