using System.CommandLine;

namespace FragSim.Cli.Options;

/// <summary>The option that lets output replace what is there.</summary>
internal static class ForceOption
{
    /// <summary>For commands that write one file.</summary>
    public static Option<bool> ForFile() => new("--force")
    {
        Description = "Replace a file that is there already",
    };

    /// <summary>For commands that write a folder.</summary>
    public static Option<bool> ForFolder() => new("--force")
    {
        Description = "Replace files of an earlier run even if they were changed since",
    };
}
