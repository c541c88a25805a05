using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>Popularity by rank: item r is drawn in proportion to 1/(r+1). The sum is kept in
/// integers, so that draws are the same on every machine.</summary>
internal sealed class Zipf
{
    private readonly uint[] cumulative;

    public Zipf(int items)
    {
        cumulative = new uint[items];
        uint sum = 0;
        for (int i = 0; i < items; i++)
        {
            InputCancellation.Look(i);
            cumulative[i] = sum += Math.Max(1, 1_000_000u / (uint)(i + 1));
        }
    }

    public int Draw(Rng rng)
    {
        int at = Array.BinarySearch(cumulative, rng.Below(cumulative[^1]) + 1);
        return at < 0 ? ~at : at;
    }
}
