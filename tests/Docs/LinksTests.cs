using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Docs;

public sealed class LinksTests
{
    [Fact]
    public void Links_lead_to_files_that_exist() =>
        Assert.Empty(MarkdownFile.All.SelectMany(file => file.LocalLinks
            .Where(target => !Path.Exists(Repository.PathOf(target)))
            .Select(target => $"{file.Path}: {target}")));
}
