using System.CommandLine;
using FragSim.Cli.Files;
using FragSim.Sim.Base;

namespace FragSim.Cli.Options;

/// <summary>The option that sets the prices of the model.</summary>
internal sealed class CostsOption
{
    private readonly Option<string?> costs = new("--costs")
    {
        HelpName = "FILE",
        Description = "Prices of the model, as fragsim calibrate --out writes them",
    };

    public void AddTo(Command command) => command.Options.Add(costs);

    /// <param name="parse">The command line.</param>
    /// <param name="otherwise">Prices when the option is not given; the defaults when null.
    /// </param>
    /// <exception cref="InputException">The file cannot be read, or holds no prices.</exception>
    public CostModel Read(ParseResult parse, CostModel? otherwise = null) =>
        parse.GetValue(costs) is { } file
            ? CostsFile.Read(file) : otherwise ?? new CostModel();
}
