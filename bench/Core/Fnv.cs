namespace FragSim.Bench.Core;

/// <summary>FNV-1a of 64 bits over numbers, each as eight bytes from the lowest.</summary>
internal static class Fnv
{
    public const ulong Basis = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    public static ulong Add(ulong hash, ulong value)
    {
        for (int shift = 0; shift < 64; shift += 8)
            hash = (hash ^ ((value >> shift) & 0xFF)) * Prime;
        return hash;
    }
}
