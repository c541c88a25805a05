using System.Buffers;
using System.Globalization;

namespace FragSim.Strategies.Shared;

/// <summary>Memory on the boot command line: bytes, or a share of all.</summary>
internal readonly record struct BootAmount(ulong Bytes, double Share)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads <c>512MiB</c>, <c>512M</c>, <c>2GiB</c> or <c>25%</c>.</summary>
    public static bool TryRead(string text, out BootAmount amount)
    {
        amount = default;
        int digits = text.AsSpan().IndexOfAnyExcept(Digits);
        if (digits <= 0 || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out decimal count))
            return false;
        if (text[digits..] == "%")
        {
            amount = new BootAmount(0, (double)count / 100);
            return count is > 0 and <= 90;
        }
        int shift = text[digits..] switch
        {
            "MiB" or "M" => 20,
            "GiB" or "G" => 30,
            _ => 0,
        };
        if (shift == 0 || count is <= 0 or > 1 << 20)
            return false;
        amount = new BootAmount((ulong)(count * (1UL << shift)), 0);
        return true;
    }
}
