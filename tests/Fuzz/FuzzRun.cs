using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using FragSim.Sim;

namespace FragSim.Fuzz;

/// <summary>Fuzzes one target after another, each for its share of the time.</summary>
internal static class FuzzRun
{
    private const int MostBytes = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True when no reader did anything but read or refuse.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool All(double seconds)
    {
        DirectoryInfo place = Directory.CreateTempSubdirectory("fragsim-fuzz-");
        try
        {
            foreach (Target target in Target.All)
                if (!One(target, seconds / Target.All.Count, place.FullName))
                    return false;
            return true;
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    private static bool One(Target target, double seconds, string place)
    {
        Rng rng = Rng.For(1, target.Name);
        List<byte[]> corpus = [.. target.Seeds(place)];
        Coverage coverage = new();
        string path = Path.Combine(place, target.FileName);
        Stopwatch watch = Stopwatch.StartNew();
        long runs = 0;
        for (; watch.Elapsed.TotalSeconds < seconds; runs++)
        {
            byte[] input = runs < corpus.Count
                ? corpus[(int)runs] : Mutation.Of(corpus, rng, MostBytes);
            if (Failure(target, path, input) is { } failure)
            {
                Report(target, input, failure);
                return false;
            }
            if (coverage.HasGrown() && runs >= corpus.Count)
                corpus.Add(input);
        }
        Console.WriteLine(
            $"{target.Name}: {runs} inputs, {corpus.Count} kept, {coverage.Count} edges");
        return true;
    }

    private static string? Failure(Target target, string path, byte[] input)
    {
        File.WriteAllBytes(path, input);
        Coverage.Clear();
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            target.Read(path);
        }
        catch (InputException e) when (!string.IsNullOrWhiteSpace(e.Message))
        {
            // A message is all that bad input may cause.
        }
        // Whatever else comes out is what this program looks for.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e.ToString();
        }
        return watch.Elapsed > Patience ? $"takes {watch.Elapsed}" : null;
    }

    private static void Report(Target target, byte[] input, string failure)
    {
        string kept = Path.Combine(Path.GetTempPath(), $"fragsim-fuzz-{target.FileName}");
        File.WriteAllBytes(kept, input);
        Console.Error.WriteLine($"{target.Name}: {failure}");
        Console.Error.WriteLine($"The input is in {kept}; it begins:");
        Console.Error.WriteLine(Encoding.Latin1.GetString(input[..Math.Min(400, input.Length)]));
    }
}
