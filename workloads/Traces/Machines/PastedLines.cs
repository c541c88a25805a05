using System.Text;
using System.Text.RegularExpressions;
using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Machines;

/// <summary>
/// Rows of kernel text as it was printed, whatever stands around it: colours of a terminal, marks
/// of quoting, and breaks that a mail program put into long lines.
/// </summary>
/// <param name="lines">The text; a joined row is as long as one of its lines may be.</param>
internal sealed class PastedLines(LineReader lines)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking;

    private static readonly Regex Colours = new(@"\x1b\[[0-9;?]*[A-Za-z]", Linear);

    /// <summary>What only the rest of a row can be.</summary>
    private static readonly Regex Rest = new(
        @"^(>?\d+(\s+>?\d+)*|(\d+\*\d+kB|\([A-Z]+\)|=|[a-z_()]+:\d+[kK]B)(\s.*)?)$", Linear);

    private static readonly Regex Row = new(@"^Node\s+\d|\bNode\s+\d|\bfree:\d+kB|\*\d+kB", Linear);

    private string? next;

    /// <summary>The next row, joined from its lines.</summary>
    /// <exception cref="InputException">The file is damaged, or a row too long.</exception>
    public bool Next(out string row)
    {
        row = next ?? "";
        bool any = next is not null;
        next = null;
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            string text = Clean(Encoding.UTF8.GetString(line));
            if (any && !(Row.IsMatch(row) && Rest.IsMatch(text)))
            {
                next = text;
                return true;
            }
            row = any ? row + " " + text : text;
            any = true;
            if (row.Length > KernelTable.MaxLineBytes)
                throw lines.At($"the row is longer than {KernelTable.MaxLineBytes} characters; "
                    + "this is no such file");
        }
        return any;
    }

    private static string Clean(string line)
    {
        if (line.Contains('\x1b', StringComparison.Ordinal))
            line = Colours.Replace(line, "");
        line = line.Replace('\u00a0', ' ').Replace("=3D", "=", StringComparison.Ordinal);
        // '>100000' is a count, and no mark of quoting.
        int quoted = 0;
        while (quoted < line.Length && (line[quoted] is ' ' or '\t' or '|'
            || (line[quoted] == '>' && !(quoted + 1 < line.Length
                && char.IsAsciiDigit(line[quoted + 1])))))
            quoted++;
        line = line[quoted..].TrimEnd();
        // Mails in quoted-printable end a line that goes on with '='.
        return line.EndsWith(" =", StringComparison.Ordinal)
            || line.EndsWith("kB=", StringComparison.Ordinal) ? line[..^1].TrimEnd() : line;
    }
}
