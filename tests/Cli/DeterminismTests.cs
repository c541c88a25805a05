using System.Diagnostics;
using System.Security.Cryptography;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Same inputs, same bytes: whatever the language, the workers, the compiler and the
/// processor. tests/determinism.sh tries 42 variants.</summary>
public sealed class DeterminismTests
{
    private static readonly Lazy<string> Usual = new(() => Run(1));

    [Theory]
    [InlineData(2, "LANG=tr_TR.UTF-8", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0")]
    [InlineData(1, "DOTNET_TieredCompilation=0", "LANG=de_DE.UTF-8")]
    [InlineData(2, "DOTNET_EnableHWIntrinsic=0", "DOTNET_TieredPGO=0")]
    [InlineData(1, "DOTNET_EnableAVX=0", "DOTNET_gcServer=1")]
    public void A_run_leaves_the_same_bytes(int workers, params string[] environment) =>
        Assert.Equal(Usual.Value, Run(workers, environment));

    /// <returns>The digest of every file that a comparison leaves, and what it prints.</returns>
    private static string Run(int workers, params string[] environment)
    {
        using var place = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = place.Path,
            RedirectStandardOutput = true,
        };
        foreach (string variable in environment)
            start.Environment[variable.Split('=')[0]] = variable.Split('=')[1];
        foreach (string argument in (string[])[
            System.IO.Path.Combine(AppContext.BaseDirectory, "fragsim.dll"), "compare",
            "--memory", "32MiB", "--seeds", "2", "--strategy", "linux", "--strategy", "boundary",
            "--workers", $"{workers}", "--quiet", "--out", "out"])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        IEnumerable<string> digests = Directory
            .EnumerateFiles(place.Path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => System.IO.Path.GetRelativePath(place.Path, file) + " "
                + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        return string.Join('\n', [printed, .. digests]);
    }
}
