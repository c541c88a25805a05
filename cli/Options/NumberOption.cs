using System.CommandLine;
using System.Globalization;

namespace FragSim.Cli.Options;

/// <summary>Options that take a whole number within bounds.</summary>
internal static class NumberOption
{
    public static Option<int> Create(
        string name, string description, int otherwise, int least, int most) => new(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                bool read = int.TryParse(
                    text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
                if (!read || number < least || number > most)
                {
                    result.AddError(
                        $"{name}: '{text}' is not a whole number from {least} to {most}.");
                }
                return number;
            },
        };
}
