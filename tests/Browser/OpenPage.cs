using Microsoft.Playwright;
using Xunit;

namespace FragSim.Browser;

/// <summary>A page opened from disk, and whatever its console complained of.</summary>
internal sealed class OpenPage(IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    /// <summary>Errors, warnings, faults of scripts, and anything asked of the network.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<OpenPage> At(
        SharedBrowser shared, string path, int width = 1280, bool dark = false, bool script = true)
    {
        Assert.SkipWhen(shared.Browser is null,
            "there is no Chromium; install it, or set FRAGSIM_CHROMIUM to its path");
        IPage page = await shared.Browser!.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        OpenPage open = new(page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                open.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => open.Complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                open.Complaints.Add(request.Url);
        };
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return open;
    }

    public async ValueTask DisposeAsync() => await page.CloseAsync();
}
