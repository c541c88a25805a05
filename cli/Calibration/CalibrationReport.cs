using System.Text;
using FragSim.Cli.Validation;
using FragSim.Validation.Calibration;
using Spectre.Console;

namespace FragSim.Cli.Calibration;

/// <summary>A calibration for people: on a terminal, or as Markdown for a page.</summary>
internal static class CalibrationReport
{
    public static void WriteTables(CalibrationResult result, IAnsiConsole console)
    {
        console.WriteLine(CalibrationTables.Sentence(result));
        console.WriteLine(CalibrationTables.Unit);
        foreach (ValidationTable table in CalibrationTables.Of(result))
            ValidationReport.Write(table, console);
    }

    public static string Markdown(CalibrationResult result)
    {
        StringBuilder text = new();
        text.Append(CalibrationTables.Sentence(result)).Append("\n\n")
            .Append(CalibrationTables.Unit).Append('\n');
        foreach (ValidationTable table in CalibrationTables.Of(result))
            ValidationReport.Append(text, table);
        return text.ToString();
    }
}
