using FragSim.Cli.Files;
using FragSim.Validation.Calibration;

namespace FragSim.Cli.Calibration;

/// <summary>A calibration for machines.</summary>
internal static class CalibrationJson
{
    public static byte[] Write(CalibrationResult result) => Json.Write(new
    {
        Fragsim = Json.Version,
        Command = "calibrate",
        Unit = CalibrationTables.Unit,
        result.Requests,
        result.Disturbed,
        R2 = Json.Known(result.R2),
        result.MedianError,
        result.MostError,
        Recordings = result.Recordings.Select(r => new { r.Name, r.FloorNs }),
        Prices = result.Prices.Select(p => new
        {
            p.Term.Name,
            p.Work,
            p.Requests,
            p.Standing,
            Ns = p.Known ? p.Ns : (double?)null,
            ErrorNs = p.Known && p.Ns > 0 ? p.ErrorNs : (double?)null,
            LowWithoutOne = p.Range?.Low,
            HighWithoutOne = p.Range?.High,
            OfMoving = result.OfMoving(p),
            p.With,
            DefaultNs = p.Term.Default,
            DefaultFrom = p.Term.Source,
        }),
    });
}
