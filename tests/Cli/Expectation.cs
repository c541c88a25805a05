using FragSim.Tests.Tidy;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Expected output that lives as a text file beside the tests. To renew the files, run the
/// tests with FRAGSIM_RENEW_EXPECTATIONS=1 and read the difference.</summary>
internal static class Expectation
{
    public static void Matches(string file, string actual)
    {
        string path = Repository.PathOf($"tests/Cli/Expectations/{file}");
        string text = Tidied(actual);
        if (Environment.GetEnvironmentVariable("FRAGSIM_RENEW_EXPECTATIONS") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Tidied(string text) => string.Join(
        '\n', text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(l => l.TrimEnd())) + "\n";
}
