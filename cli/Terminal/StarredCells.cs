using Spectre.Console;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>A header and cells under it. The best have a star, so that the mark is there without
/// colour too.</summary>
/// <param name="Header">One line or several.</param>
/// <param name="Texts">From top to bottom.</param>
/// <param name="HasMarks">Those without a star keep its place, so that figures stay under each
/// other.</param>
/// <param name="Stars">Places of those with a star.</param>
internal sealed record StarredCells(
    string Header, IReadOnlyList<string> Texts, bool HasMarks,
    params IReadOnlyCollection<int> Stars)
{
    private static readonly Style StarStyle = new(Color.Green, decoration: Decoration.Bold);

    /// <summary>Characters that the column needs.</summary>
    public int Width => (HasMarks ? 1 : 0)
        + Header.Split('\n').Concat(Texts).Max(text => text.Length);

    /// <summary>The header, shifted like the figures when the column has marks.</summary>
    public IRenderable Head => new Text(HasMarks
        ? Header.Replace("\n", " \n", StringComparison.Ordinal) + " " : Header);

    public IRenderable Cell(int i) => Stars.Contains(i)
        ? new Text(Texts[i] + "*", StarStyle)
        : new Text(HasMarks ? Texts[i] + " " : Texts[i]);
}
