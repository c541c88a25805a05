using System.Globalization;

namespace FragSim.Cli.Results;

/// <summary>Figures as people read them: three digits at most where that loses nothing.</summary>
internal static class Units
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Unknown = "-";

    public static string Percent(double percent) =>
        double.IsNaN(percent) ? Unknown : Text(percent, "0.0");

    /// <summary>Nanoseconds in the unit that suits them.</summary>
    public static string Time(double ns) => ns switch
    {
        double.NaN => Unknown,
        0 => "0",
        < 1e3 => $"{Digits(ns)} ns",
        < 1e6 => $"{Digits(ns / 1e3)} µs",
        < 1e9 => $"{Digits(ns / 1e6)} ms",
        _ => $"{Digits(ns / 1e9)} s",
    };

    /// <summary>Base pages as MiB, without the unit.</summary>
    public static string MiB(double pages) =>
        double.IsNaN(pages) ? Unknown : pages == 0 ? "0" : Digits(pages * 4096 / (1 << 20));

    public static string Count(double count) =>
        double.IsNaN(count) ? Unknown
            : double.IsInteger(count) ? Text(count, "#,0") : Digits(count);

    private static string Digits(double value) => Text(value, value switch
    {
        < 0.995 => "0.00",
        < 9.95 => "0.0",
        _ => "#,0",
    });

    private static string Text(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
