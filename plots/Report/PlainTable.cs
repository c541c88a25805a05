using System.Text;

namespace FragSim.Plots.Report;

/// <summary>A table of text under a head of its own.</summary>
internal static class PlainTable
{
    public static string Write(ReportTable table)
    {
        var html = new StringBuilder($"<section class=\"card\"><h2>{Html.Text(table.Caption)}</h2>"
            + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            + $"aria-label=\"{Html.Text(table.Caption)}\"><table class=\"plain\"><thead><tr>");
        foreach (var column in table.Columns)
            html.Append($"<th scope=\"col\">{Html.Text(column)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row) html.Append($"<td>{Html.Text(cell)}</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table></div></section>").ToString();
    }
}
