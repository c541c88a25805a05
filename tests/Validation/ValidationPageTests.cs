using System.Text;
using FragSim.Cli.Validation;
using FragSim.Tests.Tidy;
using FragSim.Validation.Agreement;
using FragSim.Validation.Calibration;
using Xunit;

namespace FragSim.Tests.Validation;

public sealed class ValidationPageTests
{
    [Fact]
    public void The_page_of_a_validation_has_its_tables_and_the_memory_map()
    {
        Verdict verdict = Verdict.Of(
            Repository.PathOf("tests/data/recordings/boot-idle"), "00-start",
            ValidationLevel.Both, "linux", new Dictionary<string, string>(),
            EmulatedMachine.Costs, TestContext.Current.CancellationToken);
        string page = Encoding.UTF8.GetString(ValidationPage.Write([verdict]));
        Assert.Contains("Free lists driven by the recorded events", page, StringComparison.Ordinal);
        Assert.Contains(verdict.Sentence, page, StringComparison.Ordinal);
        Assert.Contains("\"changes\":[\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_run_the_tables_stand_alone()
    {
        Verdict verdict = Verdict.Of(
            Repository.PathOf("tests/data/recordings/boot-idle"), "00-start",
            ValidationLevel.Event, "linux", new Dictionary<string, string>(),
            EmulatedMachine.Costs, TestContext.Current.CancellationToken);
        string page = Encoding.UTF8.GetString(ValidationPage.Write([verdict]));
        Assert.Contains("There are no runs to show.", page, StringComparison.Ordinal);
        Assert.Contains("Free lists driven by the recorded events", page, StringComparison.Ordinal);
    }
}
