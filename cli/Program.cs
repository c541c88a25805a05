using FragSim.Cli;
using FragSim.Cli.Commands;
using FragSim.Cli.Files;
using FragSim.Cli.Terminal;
using FragSim.Sim;

PrintableConsole.Begin();
try
{
    return await FragsimCommand.InvokeAsync(args);
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(FragsimCommand.Hint(args));
    return ExitCode.BadUsage;
}
catch (Exception e) when (e is InputException or OutputException)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.BadInput;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted: nothing was written.");
    return ExitCode.Interrupted;
}
