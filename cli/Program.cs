using FragSim.Cli;
using FragSim.Cli.Terminal;

StandardStreams.Guard();
PrintableConsole.Begin();
// For threads whose failures no other thread sees.
AppDomain.CurrentDomain.UnhandledException += (_, failed) =>
    Environment.Exit(Failure.Tell((Exception)failed.ExceptionObject, args));
try
{
    return StandardStreams.Judge(await FragsimCommand.InvokeAsync(args));
}
catch (Exception e)
{
    return Failure.Tell(e, args);
}
