using System.Text;

namespace FragSim.Plots.Report;

/// <summary>One part of a stacked bar.</summary>
/// <param name="Key">Of its colour and its legend entry.</param>
/// <param name="Value">Its length.</param>
/// <param name="Text">Its value with its unit.</param>
internal readonly record struct StackPart(int Key, double Value, string Text);

/// <summary>One bar, for one strategy.</summary>
/// <param name="Name">Of the strategy.</param>
/// <param name="Parts">From the left.</param>
/// <param name="Total">Written at its end.</param>
internal sealed record StackBar(string Name, IReadOnlyList<StackPart> Parts, string Total)
{
    public double Length => Parts.Sum(part => part.Value);
}

/// <summary>Stacked bars, one a strategy, made of nothing but HTML.</summary>
internal static class StackedBars
{
    /// <param name="label">What the bars show, for screen readers.</param>
    /// <param name="keys">Names of the parts.</param>
    /// <param name="inks">Names of the CSS variables of their colours.</param>
    /// <param name="bars">One a strategy, in its order.</param>
    public static string Write(
        string label, IReadOnlyList<string> keys, IReadOnlyList<string> inks,
        IReadOnlyList<StackBar> bars)
    {
        var most = Math.Max(bars.Max(bar => bar.Length), double.Epsilon);
        var html = new StringBuilder("<ul class=\"keys\">");
        for (var i = 0; i < keys.Count; i++)
            html.Append($"<li><i class=\"swatch\" style=\"background:var(--{inks[i]})\"></i>"
                + $"{Html.Text(keys[i])}</li>");
        html.Append($"</ul><table class=\"bars\" aria-label=\"{Html.Text(label)}\"><tbody>");
        for (var i = 0; i < bars.Count; i++)
        {
            html.Append($"<tr data-s=\"{i}\"><th scope=\"row\">{Html.Strategy(i, bars[i].Name)}"
                + "</th><td><div class=\"stack\">");
            foreach (var part in bars[i].Parts.Where(part => part.Value > 0))
            {
                var text = Html.Text($"{keys[part.Key]}: {part.Text}");
                html.Append($"<span class=\"part\" data-tip=\"{text}\" style=\"width:"
                    + $"{Html.Css(100 * part.Value / most)}%;background:var(--"
                    + $"{inks[part.Key]})\">"
                    + $"{Html.Aside($"{keys[part.Key]}: {part.Text}. ")}</span>");
            }
            html.Append($"</div></td><td class=\"num\">{Html.Text(bars[i].Total)}</td></tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }
}
