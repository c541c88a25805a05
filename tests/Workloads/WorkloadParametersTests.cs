using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Workloads;
using FragSim.Workloads.Parts;
using Xunit;

namespace FragSim.Tests.Workloads;

public sealed class WorkloadParametersTests
{
    private static readonly WorkloadSetup Setup = new(64UL << 20, 9, 1);

    [Theory]
    [InlineData("nosuch", "there is no workload 'nosuch'; choose from highalloc, kernbuild")]
    [InlineData("llfree-frag:jobs=3", "llfree-frag has no parameter 'jobs'; it takes none.")]
    [InlineData("files:sizes=3", "files has no parameter 'sizes'; it takes written, filesize")]
    [InlineData("files:threads", "'threads' in 'files:threads' is not a parameter")]
    [InlineData("files:threads=1,threads=2", "write key=value, once")]
    [InlineData("files:threads=none", "files:threads=none is not a whole number from 1 to 64.")]
    [InlineData("files:threads=65", "files:threads=65 is not a whole number from 1 to 64.")]
    [InlineData("files:threads=-1", "files:threads=-1 is not a whole number from 1 to 64.")]
    [InlineData("pagecache:locking=no", "is not both or tree or concurrent.")]
    [InlineData("pagecache:locking=1", "is not both or tree or concurrent.")]
    public void What_is_wrong_with_a_spelling_is_said(string spelling, string said) =>
        Assert.Contains(said, Assert.Throws<UsageException>(
            () => WorkloadCatalog.Create(spelling, Setup)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("files:threads=2;filesize=16")]
    [InlineData("pagecache:locking=tree,cpus=2")]
    public void A_workload_is_called_as_it_was_spelled(string spelling)
    {
        using IWorkload workload = WorkloadCatalog.Create(spelling, Setup);
        Assert.Equal(spelling, workload.Name);
    }

    [Fact]
    public void Every_parameter_says_what_it_is() => Assert.All(
        WorkloadCatalog.Entries.SelectMany(entry => entry.Parameters), parameter =>
        {
            Assert.NotEqual("", parameter.Name);
            Assert.NotEqual("", parameter.Default);
            Assert.NotEqual("", parameter.Values);
            Assert.NotEqual("", parameter.Meaning);
        });
}
