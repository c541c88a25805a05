using System.Globalization;

namespace FragSim.Cli.Runs;

/// <summary>An amount of memory as people write it: 512MiB, 4GiB, 1.5TiB.</summary>
internal readonly record struct Size(ulong Bytes)
{
    private static readonly (string Unit, int Shift)[] Units =
        [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)];

    public static Size MiB(ulong count) => new(count << 20);

    public static Size GiB(ulong count) => new(count << 30);

    /// <summary>Reads a size; the error says what would be right.</summary>
    public static bool TryParse(string text, out Size size, out string error)
    {
        size = default;
        string number = string.Concat(text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        string unit = text[number.Length..].Trim();
        error = Complain(text, number, unit);
        if (error.Length > 0)
            return false;

        decimal count = decimal.Parse(number, CultureInfo.InvariantCulture);
        ulong unitBytes = 1UL << ShiftOf(unit);
        decimal bytes = count <= ulong.MaxValue / unitBytes ? count * unitBytes : decimal.MaxValue;
        if (bytes > ulong.MaxValue)
            error = $"'{text}' is more than a machine can have; write a size like 4GiB.";
        else if (bytes == 0 || bytes % 4096 != 0)
            error = $"'{text}' is not a whole number of 4 KiB pages; write a size like 2MiB.";
        else
            size = new Size((ulong)bytes);
        return error.Length == 0;
    }

    /// <summary>The largest unit in which the size is a whole number.</summary>
    public override string ToString()
    {
        ulong bytes = Bytes;
        (string unit, int shift) = Units.Last(u => u.Shift == 10 || bytes % (1UL << u.Shift) == 0);
        return $"{bytes >> shift}{unit}";
    }

    private static string Complain(string text, string number, string unit)
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        if (number.Length > 20
            || !decimal.TryParse(number, Plain, CultureInfo.InvariantCulture, out _))
            return $"'{text}' is not a size; write a number and a unit, like 512MiB or 4GiB.";
        if (ShiftOf(unit) > 0)
            return "";
        return unit.ToUpperInvariant() switch
        {
            "" => $"'{text}' has no unit; write {number}MiB or {number}GiB.",
            "%" => $"'{text}' is a share, and here a size is wanted, like 512MiB; "
                + "shares belong to strategies, as in partition:25%.",
            "K" or "M" or "G" or "T" or "KB" or "MB" or "GB" or "TB" =>
                $"'{text}' could be thousands or powers of two; memory comes in powers of two: "
                + $"write {number}{char.ToUpperInvariant(unit[0])}iB.",
            _ => $"'{text}' has no unit that is known; the units are KiB, MiB, GiB and TiB.",
        };
    }

    private static int ShiftOf(string unit) =>
        Units.FirstOrDefault(u => u.Unit.Equals(unit, StringComparison.OrdinalIgnoreCase)).Shift;
}
