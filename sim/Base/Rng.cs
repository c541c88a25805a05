namespace FragSim.Sim.Base;

/// <summary>
/// Random numbers that are the same everywhere: splitmix64 (Steele, Lea, Flood, OOPSLA 2014). Each
/// purpose takes a stream of its own, so that one more draw here changes nothing there.
/// </summary>
public sealed class Rng
{
    private ulong state;

    /// <summary>The same seed gives the same numbers; for a stream of its own see <see
    /// cref="For"/>.</summary>
    public Rng(ulong seed) => state = seed;

    /// <summary>A stream for a purpose, independent of others of the same seed.</summary>
    public static Rng For(ulong seed, string purpose)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in purpose)
            hash = (hash ^ c) * 0x100000001B3;
        var mixer = new Rng(seed ^ hash);
        return new Rng(mixer.Next());
    }

    /// <summary>The next 64 bits, all values equally likely.</summary>
    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below the bound.</summary>
    public uint Below(uint bound) => (uint)Math.BigMul(Next(), bound, out _);

    /// <summary>A number from low to high, both included.</summary>
    public int Between(int low, int high) => low + (int)Below((uint)(high - low + 1));

    /// <summary>True so many times in a million.</summary>
    public bool Happens(uint inMillion) => Below(1_000_000) < inMillion;
}
