using System.Xml.Linq;
using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Architecture;

/// <summary>Which project may know which: arrows point one way.</summary>
public sealed class ArrowsTests
{
    [Theory]
    [InlineData("sim/FragSim.Sim.csproj", "")]
    [InlineData("strategies/FragSim.Strategies.csproj", "FragSim.Sim")]
    [InlineData("workloads/FragSim.Workloads.csproj", "FragSim.Sim")]
    [InlineData("workloads/Traces/FragSim.Traces.csproj", "FragSim.Sim")]
    [InlineData("plots/FragSim.Plots.csproj", "FragSim.Sim")]
    [InlineData(
        "validation/FragSim.Validation.csproj",
        "FragSim.Sim FragSim.Strategies FragSim.Traces FragSim.Workloads")]
    [InlineData(
        "cli/FragSim.Cli.csproj",
        "FragSim.Plots FragSim.Sim FragSim.Strategies FragSim.Traces FragSim.Validation "
            + "FragSim.Workloads")]
    public void A_project_references_only_what_it_may(string project, string allowed) =>
        Assert.Equal(allowed, string.Join(' ', References(project, "ProjectReference")
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("sim/FragSim.Sim.csproj")]
    [InlineData("strategies/FragSim.Strategies.csproj")]
    public void The_machine_and_its_strategies_need_no_package(string project) =>
        Assert.Empty(References(project, "PackageReference"));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathOf(project)).Descendants(kind)
            .Select(e => e.Attribute("Include")!.Value);
}
