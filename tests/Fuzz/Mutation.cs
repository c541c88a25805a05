using System.Text;
using FragSim.Sim.Base;

namespace FragSim.Fuzz;

/// <summary>Damages an input in one to eight ways.</summary>
internal static class Mutation
{
    private static readonly byte[][] Words =
    [
        .. ((string[])["0", "-1", "4294967295", "18446744073709551616", "0x", "9999999999", "\n",
            "\n\n", ",", ":", "=", "[", "]", "[000]", " ", "\0", "pfn=", "order=", "none", "|",
            "ORACLE snap 00-start lists-read", "Node 0, zone Normal"])
            .Select(Encoding.ASCII.GetBytes),
        [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd],
    ];

    public static byte[] Of(List<byte[]> corpus, Rng rng, int most)
    {
        List<byte> bytes = [.. corpus[(int)rng.Below((uint)corpus.Count)]];
        for (int i = rng.Between(1, 8); i > 0; i--)
            Change(bytes, corpus, rng);
        return [.. bytes.Take(most)];
    }

    private static void Change(List<byte> bytes, List<byte[]> corpus, Rng rng)
    {
        int at = (int)rng.Below((uint)bytes.Count + 1);
        int length = Math.Min(bytes.Count - at, rng.Between(1, 40));
        switch (rng.Below(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << (int)rng.Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)rng.Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Words[rng.Below((uint)Words.Length)]);
                break;
            case 5:
                byte[] word = Words[rng.Below((uint)Words.Length)];
                bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
                bytes.InsertRange(at, word);
                break;
            default:
                byte[] other = corpus[(int)rng.Below((uint)corpus.Count)];
                int from = (int)rng.Below((uint)other.Length + 1);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other[from..]);
                break;
        }
    }
}
