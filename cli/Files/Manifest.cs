using System.Runtime.InteropServices;
using FragSim.Cli.Files.Staging;
using FragSim.Cli.Runs;

namespace FragSim.Cli.Files;

/// <summary>
/// manifest.json: what made the files of a folder, and their checksums. It holds no time and no
/// path of the output, so that the same run on the same machine writes the same bytes.
/// </summary>
internal static class Manifest
{
    public static byte[] Write(
        Comparison comparison, IReadOnlyList<FileDigest> inputs, IReadOnlyList<FileDigest> files) =>
        Json.Write(new
        {
            Fragsim = Json.Version,
            comparison.Command,
            comparison.Plan.Strategies,
            comparison.Plan.Seeds,
            comparison.Baseline,
            Workload = comparison.WorkloadName,
            comparison.Options,
            Inputs = inputs,
            Machine = new
            {
                Os = RuntimeInformation.OSDescription,
                Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
                Cores = Environment.ProcessorCount,
                Dotnet = RuntimeInformation.FrameworkDescription,
            },
            Files = files,
        });
}
