using ScottPlot;

namespace FragSim.Plots.Style;

/// <summary>The fixed colour and line of every strategy that has a name of its own. The hues are
/// those of Okabe and Ito and of Tol, darkened or lightened until they stand out from the
/// background.</summary>
internal static class KnownStrategies
{
    public const string Oracle = "oracle";

    private sealed record Row(string Name, string Light, string Dark, LinePattern Pattern);

    private static readonly Row[] Rows =
    [
        new("none", "#8F96A0", "#8D95A1", Patterns.Solid),
        new("partition", "#D07C00", "#F0A030", Patterns.Solid),
        new("grouping", "#008A60", "#2FBF8F", Patterns.Solid),
        new("compaction", "#0067B8", "#4A9FE8", Patterns.Solid),
        new("linux", "#B8331A", "#F0603C", Patterns.Solid),
        new(Oracle, "#2B2F36", "#E8EAED", Patterns.Dash),
        new("grouping+compaction", "#00566E", "#0E7C98", Patterns.Solid),
        new("lumpy", "#CC66A5", "#E08BBE", Patterns.Dash),
        new("proactive", "#2E9CDB", "#8CD0F5", Patterns.DashDot),
        new("strict", "#7B1E4F", "#C2558F", Patterns.Dot),
        new("reservation", "#7A7A1F", "#A6A63C", Patterns.DashDot),
        new("boundary", "#3D2C9C", "#8577E8", Patterns.LongDash),
        new("tree", "#14632F", "#57A86E", Patterns.Dash),
        new("hybrid", "#A6890A", "#EAD552", Patterns.LongDash),
        new("emptiest", "#8B5CD6", "#B695F5", Patterns.Dot),
        new("oldest", "#A4009F", "#E64FD0", Patterns.Dash),
        new("linear", "#7D5E72", "#C8A890", Patterns.LongDash),
    ];

    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    public static SeriesLook? Find(string name, bool dark)
    {
        var row = Array.Find(Rows, r => r.Name == name);
        return row is null
            ? null
            : new SeriesLook(Color.FromHex(dark ? row.Dark : row.Light), row.Pattern);
    }
}
