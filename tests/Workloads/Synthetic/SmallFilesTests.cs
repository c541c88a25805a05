using FragSim.Sim.Results;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads.Synthetic;

public sealed class SmallFilesTests
{
    private const double WrittenGiB = 1.5;

    private static readonly Lazy<RunResult> WithoutBoost =
        new(() => WorkloadSuiteTests.Run("files", "grouping", 1, 1024));

    /// <summary>Published for a kernel without watermark boost and one socket: 71,227 and 40,761
    /// events for 24 GiB written, 3,000 and 1,700 for each.</summary>
    [Fact]
    public void Without_boost_a_thousand_or_so_mixing_fallbacks_come_with_each_GiB_written() =>
        Assert.InRange(WithoutBoost.Value.Summary.ExtfragEvents / WrittenGiB, 500, 10_000);

    /// <summary>Published: 94 to 98 % fewer.</summary>
    [Fact]
    public void Watermark_boost_takes_nearly_all_of_them_away()
    {
        long with = WorkloadSuiteTests.Run("files", "linux", 1, 1024).Summary.ExtfragEvents;
        Assert.InRange(with, 1, WithoutBoost.Value.Summary.ExtfragEvents / 10);
    }

    [Fact]
    public void Files_written_and_their_size_are_as_asked_for()
    {
        var machine = new FakeMachine();
        using var load = WorkloadCatalog.Create(
            "files:written=50,filesize=16", new WorkloadSetup(32UL << 20, 9, 1));
        while (load.Step(machine))
        {
        }
        // Half of 8192 pages, four to a file, and one index node, inode and dentry for each.
        Assert.Equal(4096, machine.Held.Count(block => block.Key < 4096));
    }
}
