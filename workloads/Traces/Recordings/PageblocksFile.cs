using System.Globalization;
using System.Text;
using FragSim.Sim.Base;
using FragSim.Traces.Ftrace;
using FragSim.Traces.Text;

namespace FragSim.Traces.Recordings;

/// <summary><c>pageblocks.txt</c>: first pfn, type and skip bit of each pageblock.</summary>
internal static class PageblocksFile
{
    private const int MaxLineBytes = 256;

    /// <exception cref="InputException">A line is damaged.</exception>
    public static List<(uint Pfn, MigrateType Type, bool Skip)> Read(string path)
    {
        using LineReader lines = new(path, MaxLineBytes, ahead: false);
        List<(uint, MigrateType, bool)> blocks = [];
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (blocks.Count > InputLimits.Pageblocks)
                throw lines.At($"there are more than {InputLimits.Pageblocks} pageblocks; the file "
                    + "is damaged");
            if (line.Length > 0 && line[0] != '#')
                blocks.Add(Parse(Encoding.UTF8.GetString(line), lines));
        }
        return blocks.Count > 0 ? blocks
            : throw lines.At("has no pageblock; copy it again");
    }

    private static (uint, MigrateType, bool) Parse(string line, LineReader lines)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 3 || words[2] is not ("0" or "1")
            || !uint.TryParse(words[0], NumberStyles.AllowHexSpecifier, null, out uint pfn))
            throw lines.At("is not 'PFN TYPE SKIP'; the file is damaged");
        return (pfn, TypeNames.Parse(words[1], lines), words[2] == "1");
    }
}
