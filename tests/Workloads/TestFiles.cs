using Xunit;

namespace FragSim.Tests.Workloads;

/// <summary>Where the tests find their files.</summary>
internal static class TestFiles
{
    private static readonly string Root = FindRoot();

    public static string InRepository(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Data(params string[] parts) =>
        InRepository(["tests", "data", .. parts]);

    public static string BootIdle => Data("recordings", "boot-idle");

    /// <summary>The large recordings, kept beside the repository; skips the test without them.
    /// </summary>
    public static string SharedRecording(string name)
    {
        string path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "recordings", name));
        Assert.SkipUnless(Directory.Exists(path),
            $"the recording {name} is not beside the repository, in ../shared/recordings");
        return path;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "FragSim.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("FragSim.sln is in no folder above");
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fragsim-test-").FullName;

    public string File(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
