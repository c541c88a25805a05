using CsCheck;
using FragSim.Cli.Files;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class FolderNamesTests
{
    [Theory]
    [InlineData("partition:25%+grouping", "partition_25_+grouping")]
    [InlineData("a/b\\c\nd", "a_b_c_d")]
    [InlineData("..", "__")]
    [InlineData("", "_")]
    [InlineData("v1.2-x", "v1.2-x")]
    public void Only_letters_digits_plus_minus_and_dot_stay(string name, string folder) =>
        Assert.Equal(folder, new FolderNames().Next(name));

    [Fact]
    public void Names_that_would_fall_together_are_told_apart()
    {
        FolderNames names = new();
        Assert.Equal("a_b", names.Next("a:b"));
        Assert.Equal("a_b~2", names.Next("a/b"));
        Assert.Equal("A_b~3", names.Next("A b"));
    }

    [Fact]
    public void A_folder_name_never_leads_elsewhere() =>
        Gen.String.Sample(name =>
        {
            string folder = new FolderNames().Next(name);
            return folder.Length > 0 && folder.Trim('.').Length > 0 && !folder.Contains('/');
        });
}
