using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using FragSim.Sim.Base;

namespace FragSim.Fuzz;

/// <summary>Fuzzes one target after another, each for its share of the time.</summary>
internal sealed class FuzzRun(Target target, string place, ulong seed)
{
    private const int MostFindings = 20;

    private readonly HashSet<string> kinds = [];
    private long inputs, crashes, hangs, mostAllocated;
    private int kept, edges;
    private bool stuck;

    /// <param name="targets">The readers.</param>
    /// <param name="seconds">For all of them together.</param>
    /// <param name="seed">Another one makes other inputs.</param>
    /// <returns>Did every reader do nothing but read or refuse?</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool All(IReadOnlyList<Target> targets, double seconds, ulong seed)
    {
        DirectoryInfo place = Directory.CreateTempSubdirectory("fragsim-fuzz-");
        bool good = true;
        Console.WriteLine($"{"reader",-20} {"inputs",9} {"kept",6} {"edges",6} {"crashes",8} "
            + $"{"hangs",6} {"MiB asked",10}");
        foreach (Target target in targets)
        {
            string folder = Path.Combine(place.FullName, target.Name);
            Directory.CreateDirectory(folder);
            target.Prepare(folder);
            FuzzRun run = new(target, folder, seed);
            run.Go(seconds / targets.Count);
            good &= run.crashes + run.hangs == 0;
            Console.WriteLine($"{target.Name,-20} {run.inputs,9} {run.kept,6} {run.edges,6} "
                + $"{run.crashes,8} {run.hangs,6} {run.mostAllocated >> 20,10}");
            if (run.stuck)
                return false;
        }
        place.Delete(recursive: true);
        return good;
    }

    private void Go(double seconds)
    {
        Rng rng = Rng.For(seed, target.Name);
        List<byte[]> corpus = [.. target.Seeds(place), .. Corpus.Of(target)];
        Coverage coverage = new();
        Stopwatch watch = Stopwatch.StartNew();
        for (; !stuck && (inputs < corpus.Count || watch.Elapsed.TotalSeconds < seconds); inputs++)
        {
            bool own = inputs < corpus.Count;
            byte[] input = own ? corpus[(int)inputs] : Mutation.Of(corpus, rng, Corpus.MostBytes);
            Attempt attempt = Attempt.At(target, place, input);
            mostAllocated = Math.Max(mostAllocated, attempt.Bytes);
            if (attempt.Outcome != Outcome.Good)
                Found(attempt, input);
            else if (coverage.HasGrown() && !own)
                corpus.Add(input);
            if (crashes + hangs > MostFindings)
                break;
        }
        (kept, edges) = (corpus.Count, coverage.Count);
    }

    private void Found(Attempt attempt, byte[] input)
    {
        (crashes, hangs) = attempt.Outcome == Outcome.Crash
            ? (crashes + 1, hangs) : (crashes, hangs + 1);
        stuck = !attempt.Ended;
        if (!kinds.Add(attempt.Kind))
            return;
        if (attempt.Outcome == Outcome.Crash)
            input = Minimiser.Smallest(
                input, less => Attempt.At(target, place, less).Kind == attempt.Kind);
        Console.Error.WriteLine($"{target.Name}: {attempt.What}");
        Console.Error.WriteLine($"The input is in {Corpus.Add(target, input)}; it begins:");
        string text = Encoding.Latin1.GetString(input[..Math.Min(400, input.Length)]);
        Console.Error.WriteLine(Printable.Text(text));
    }
}
