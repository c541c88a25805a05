using System.CommandLine;
using FragSim.Cli.Calibration;
using FragSim.Sim;

namespace FragSim.Cli.Commands;

/// <summary>The option that sets the prices of the model.</summary>
internal sealed class CostsOption
{
    private readonly Option<string?> costs = new("--costs")
    {
        HelpName = "FILE",
        Description = "Prices of the model, as fragsim calibrate --out writes them",
    };

    public void AddTo(Command command) => command.Options.Add(costs);

    /// <summary>The defaults when it is not given.</summary>
    /// <exception cref="InputException">The file cannot be read, or holds no prices.</exception>
    public CostModel Read(ParseResult parse) =>
        parse.GetValue(costs) is { } file ? CostsFile.Read(file) : new CostModel();
}
