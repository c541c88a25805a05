using System.CommandLine;
using System.Globalization;

namespace FragSim.Cli.Options;

/// <summary>Options that take a time, such as <c>1s</c> or <c>500ms</c>.</summary>
internal static class DurationOption
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("min", 60)];

    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            foreach ((string unit, double seconds) in Units)
            {
                if (text.EndsWith(unit, StringComparison.Ordinal)
                    && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture, out double number)
                    && number * seconds is >= 0.1 and <= 86_400)
                    return TimeSpan.FromSeconds(number * seconds);
            }
            result.AddError($"{name}: '{text}' is not a time from 100ms to a day; write 1s, 500ms "
                + "or 2min.");
            return null;
        },
    };
}
