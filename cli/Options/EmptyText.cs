using System.CommandLine.Parsing;

namespace FragSim.Cli.Options;

/// <summary>An empty text, as an unset variable of a shell gives, is a mistake wherever it stands.
/// </summary>
internal static class EmptyText
{
    /// <summary>What is wrong; null when no option and no argument is empty.</summary>
    public static string? Complaint(CommandResult command) =>
        command.Children.Select(Complaint).FirstOrDefault(text => text is not null);

    private static string? Complaint(SymbolResult symbol) => symbol switch
    {
        CommandResult command => Complaint(command),
        OptionResult option when HasEmpty(option) =>
            $"{option.Option.Name}: an empty text is given; name something, or leave it out.",
        ArgumentResult argument when HasEmpty(argument) =>
            $"{argument.Argument.Name}: an empty text is given; name something.",
        _ => null,
    };

    private static bool HasEmpty(SymbolResult symbol) =>
        symbol.Tokens.Any(token => token.Value.Length == 0);
}
