using FragSim.Tests.Cli;
using Xunit;

namespace FragSim.Tests.Docs;

/// <summary>What the documentation tells people to type works.</summary>
public sealed class CommandsTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public static TheoryData<string, string> Commands { get; } = [.. MarkdownFile.All
        .SelectMany(file => DocumentedCommand.Of(file).Distinct()
            .Select(command => new TheoryDataRow<string, string>(file.Path, command)))];

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_the_documentation_works(string file, string command)
    {
        // The trace that a page shows is the trace that its commands name.
        FencedBlock? trace = MarkdownFile.Read(file).Blocks
            .FirstOrDefault(b => b.Language == "csv");
        if (trace != null)
            File.WriteAllText(place["mine.csv"], trace.Text);

        FragsimProcess run = DocumentedCommand.RunSmall(command, place.Path);

        Assert.True(run.ExitCode == 0, run.Error);
    }
}
