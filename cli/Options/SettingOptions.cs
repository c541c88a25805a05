using System.CommandLine;
using FragSim.Sim.Base;
using FragSim.Strategies.Kernel.Settings;

namespace FragSim.Cli.Options;

/// <summary>The options that set the kernel.</summary>
internal sealed class SettingOptions
{
    private readonly Option<string[]> set = new("--set")
    {
        HelpName = "NAME=VALUE",
        Description = "Set the kernel, such as vm.compaction_proactiveness=0; see fragsim list "
            + "settings",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> kernel = new("--kernel")
    {
        HelpName = "6.1|6.18",
        Description = "Whose rules the strategy linux goes by [default: 6.1]",
    };

    public void AddTo(Command command)
    {
        kernel.AcceptOnlyFromAmong("6.1", "6.18");
        command.Options.Add(set);
        command.Options.Add(kernel);
    }

    /// <exception cref="UsageException">There is no such setting, it cannot be that, or it is
    /// given twice.</exception>
    public SortedDictionary<string, string> Read(ParseResult parse)
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        IEnumerable<string> given = parse.GetValue(set) ?? [];
        if (parse.GetValue(kernel) is { } version)
            given = given.Append("kernel=" + version);
        foreach (string text in given)
        {
            (string name, string value) = KernelSettingCatalog.Read(text);
            if (!settings.TryAdd(name, value))
                throw new UsageException($"--set {text}: {name} is set twice; give it once.");
        }
        return settings;
    }
}
