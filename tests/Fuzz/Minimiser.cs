using System.Diagnostics;

namespace FragSim.Fuzz;

/// <summary>Makes an input smaller that finds something, as long as it finds the same.</summary>
/// <remarks>Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input (2002),
/// without the second half: pieces of half the length, a quarter and so on are left out.
/// </remarks>
internal static class Minimiser
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static byte[] Smallest(byte[] input, Func<byte[], bool> finds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int piece = input.Length / 2; piece > 0; piece /= 2)
        {
            for (int at = 0; at < input.Length;)
            {
                if (watch.Elapsed > Longest)
                    return input;
                byte[] less = [.. input[..at], .. input[Math.Min(at + piece, input.Length)..]];
                if (finds(less))
                    input = less;
                else
                    at += piece;
            }
        }
        return input;
    }
}
