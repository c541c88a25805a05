using System.Diagnostics;
using FragSim.Tests.Cli;
using FragSim.Tests.Tidy;

namespace FragSim.Tests.Docs;

/// <summary>A command of the documentation, run by the real executable in a folder of its own.
/// </summary>
internal static class DocumentedCommand
{
    private const string Run = "dotnet run --project cli -c Release --";
    private const string Name = "fragsim";

    /// <summary>Wide enough for one table.</summary>
    private const string Columns = "110";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>All commands in console and shell blocks, as they are written.</summary>
    public static IEnumerable<string> Of(MarkdownFile file) => file.Blocks
        .Where(b => b.Language is "console" or "sh")
        .SelectMany(b => b.Text.Split('\n'))
        .Select(line => line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line)
        .Where(line => Arguments(line) != null);

    /// <summary>Runs a command on a small machine with one seed.</summary>
    public static FragsimProcess RunSmall(string command, string folder)
    {
        List<string> words = [.. Arguments(command)!.Select(FromRoot)];
        if (words.Count > 0 && words[0] is "compare" or "run")
            Shrink(words);
        else if (words.Contains("--watch"))
            Set(words, "--count", "1");
        else if (words is ["trace", "generate", ..])
            Set(words, "--memory", "64MiB");
        // What draws a run needs one.
        if (words.Count > 0 && words[0] is "report" or "plot")
            RunSmall($"{Name} run --strategy none --no-charts --out {words[1]}", folder);
        return FragsimProcess.Finish(Start(
            [Path.Combine(AppContext.BaseDirectory, "fragsim.dll"), .. words], folder));
    }

    /// <summary>Runs a command that begins with <c>dotnet run</c> as it is written: it builds the
    /// program first, optimised, unless that was done.</summary>
    public static FragsimProcess RunAsWritten(string command, string folder)
    {
        string[] words = command.Split(' ')[1..];
        words[Array.IndexOf(words, "--project") + 1] = Repository.PathOf("cli");
        using Process process = Start(words, folder);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end.");
        }
        return new FragsimProcess(process.ExitCode, output.Result, error.Result);
    }

    private static Process Start(IEnumerable<string> words, string folder)
    {
        ProcessStartInfo start = new("dotnet", words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment = { ["COLUMNS"] = Columns },
        };
        return Process.Start(start)!;
    }

    /// <summary>The words behind the program's name; null when it is another program.</summary>
    private static string[]? Arguments(string line)
    {
        string? prefix = new[] { Run, Name }
            .FirstOrDefault(p => line == p || line.StartsWith(p + " ", StringComparison.Ordinal));
        return prefix == null ? null : line[prefix.Length..].Split('#')[0]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('\'')).ToArray();
    }

    /// <summary>Files of the repository are named from its root; for recordings of the reader's
    /// own the one among the tests stands in.</summary>
    private static string FromRoot(string word)
    {
        if (word.StartsWith("recordings/", StringComparison.Ordinal))
            return Repository.PathOf("tests/data/recordings/boot-idle");
        string path = Repository.PathOf(word);
        return word.Contains('/') && Path.Exists(path) ? path : word;
    }

    private static void Shrink(List<string> words)
    {
        Set(words, "--seeds", "1");
        if (!words.Contains("--trace"))
            Set(words, "--memory", "64MiB");
        if (words.IndexOf("--hugepage") is >= 0 and int at && words[at + 1].EndsWith("GiB"))
            words[at + 1] = "16MiB";
    }

    private static void Set(List<string> words, string option, string value)
    {
        int at = words.IndexOf(option);
        if (at >= 0)
            words.RemoveRange(at, 2);
        words.AddRange([option, value]);
    }
}
