using System.Globalization;

namespace FragSim.Plots.Style;

/// <summary>Numbers with their unit, three digits at most, as they stand at ticks and bars.
/// </summary>
internal static class Quantity
{
    public const int PageBytes = 4096;

    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] Decimal = ["", " k", " M", " G", " T"];
    private static readonly string[] Time = [" ns", " µs", " ms", " s"];

    public static string Count(double value) => Scaled(value, 1000, Decimal);

    public static string Duration(double nanoseconds) => Scaled(nanoseconds, 1000, Time);

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
