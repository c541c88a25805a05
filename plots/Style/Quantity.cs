using System.Globalization;

namespace FragSim.Plots.Style;

/// <summary>Numbers with their unit, three digits at most unless they are counted out, as they
/// stand at ticks and bars.</summary>
internal static class Quantity
{
    public const int PageBytes = 4096;

    private const double Mebi = 1 << 20;

    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] Decimal = ["", " k", " M", " G", " T"];
    private static readonly string[] Time = [" ns", " µs", " ms", " s"];

    public static string Count(double value) => Scaled(value, 1000, Decimal);

    /// <summary>Every digit of a whole number: 1,190.</summary>
    public static string Whole(double value) =>
        Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);

    public static string Duration(double nanoseconds) => Scaled(nanoseconds, 1000, Time);

    /// <summary>Durations in the unit that suits the longest, so that all have the same.</summary>
    public static Func<double, string> DurationsUpTo(double mostNs)
    {
        var unit = 0;
        for (; mostNs >= 999.5 && unit < Time.Length - 1; unit++) mostNs /= 1000;
        var scale = Math.Pow(1000, unit);
        return ns => ns == 0 ? "0" : Digits(ns / scale) + Time[unit];
    }

    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Binary.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }
        return bytes == 0 ? "0" : $"{Digits(bytes)} {Binary[unit]}";
    }

    /// <summary>Bytes in MiB, however many, as the tables have them; in KiB below one.</summary>
    public static string Mebibytes(double bytes)
    {
        var size = bytes / Mebi;
        return size < 1 ? Bytes(bytes)
            : size >= 99.95 ? $"{Whole(size)} MiB" : $"{Digits(size)} MiB";
    }

    public static string Percent(double value) => $"{Digits(value)} %";

    public static string Digits(double value) => value.ToString(
        Math.Abs(value) >= 99.95 ? "0" : Math.Abs(value) >= 9.995 ? "0.#" : "0.##",
        CultureInfo.InvariantCulture);

    private static string Scaled(double value, double step, string[] units)
    {
        if (value == 0) return "0";
        var unit = 0;
        while (Math.Abs(value) >= step * 0.9995 && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }
        return Digits(value) + units[unit];
    }
}
