using System.Runtime.InteropServices;
using FragSim.Browser;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace FragSim.Browser;

/// <summary>A headless Chromium of the machine's own, started once for all tests; none where the
/// machine has none.</summary>
public sealed class SharedBrowser : IAsyncLifetime
{
    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? playwright;

    /// <summary>Null where there is none.</summary>
    public static string? Executable { get; } =
        Environment.GetEnvironmentVariable("FRAGSIM_CHROMIUM") is { Length: > 0 } chosen
            ? chosen
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);

    public IBrowser? Browser { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Headless = true,
            // A container's root has no sandbox to use; the pages are our own.
            Args = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? ["--no-sandbox"] : [],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}
