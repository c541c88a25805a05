using FragSim.Cli.Base;
using FragSim.Sim.Base;

namespace FragSim.Cli.Files.Staging;

/// <summary>No output may be an input, be inside one or hold one.</summary>
internal static class OutputClaim
{
    /// <param name="output">A file or a folder that is to be written.</param>
    /// <param name="inputs">Files and folders that are read.</param>
    /// <exception cref="OutputException">They overlap.</exception>
    public static void Check(string output, IEnumerable<string> inputs)
    {
        string target = ResolvedPath.Of(output);
        foreach (string input in inputs)
        {
            string source = ResolvedPath.Of(input);
            string? overlap = source == target ? "is the input itself"
                : ResolvedPath.Holds(source, target) ? $"is inside the input "
                    + $"{Printable.Path(input)}"
                : ResolvedPath.Holds(target, source) ? $"holds the input {Printable.Path(input)}"
                : null;
            if (overlap is not null)
            {
                throw new OutputException(
                    $"{Printable.Path(output)}: {overlap}, which stays as it is; choose another "
                        + "place "
                    + "for the output.");
            }
        }
    }
}
