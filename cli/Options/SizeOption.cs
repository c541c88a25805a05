using System.CommandLine;
using FragSim.Cli.Runs;

namespace FragSim.Cli.Options;

/// <summary>Options that take a size.</summary>
internal static class SizeOption
{
    public static Option<Size> Create(string name, string description, Size otherwise) => new(name)
    {
        HelpName = "SIZE",
        Description = description,
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            if (!Size.TryParse(result.Tokens[0].Value, out Size size, out string error))
                result.AddError($"{name}: {error}");
            return size;
        },
    };
}
