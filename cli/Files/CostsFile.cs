using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FragSim.Sim.Base;
using FragSim.Traces.Text;
using FragSim.Validation.Calibration;

namespace FragSim.Cli.Files;

/// <summary>A <see cref="CostModel"/> as a file: an object <c>costs</c> with prices in ns, under
/// the names that a run's manifest has. Prices that it does not name are the defaults.</summary>
internal static class CostsFile
{
    /// <summary>A second for one page, or one frame, is beyond any machine.</summary>
    private const long MostNs = 1_000_000_000;
    private const string Remedy = "fragsim calibrate --out writes such a file";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Prices that the recordings bear out, scaled so that moving a page keeps its
    /// default: an emulated instruction is no nanosecond. What cannot be told from such a price is
    /// in it, and costs nothing of its own.</summary>
    /// <exception cref="InputException">The recordings do not tell what moving a page costs.
    /// </exception>
    public static byte[] Write(CalibrationResult result)
    {
        SortedDictionary<string, long> costs = new(StringComparer.Ordinal);
        foreach (FittedPrice price in result.Prices.Where(p => p.Term.Default is not null))
        {
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(price.Term.Name);
            if (result.OfMoving(price) is { } share)
                costs[name] = (long)Math.Round(share * new CostModel().MigrateNs);
            else if (price.With.Any(w => result.Prices.Any(
                p => p.Term.Name == w && p.Term.Default is not null && result.OfMoving(p) > 0)))
                costs[name] = 0;
        }
        return costs.Count > 0 ? Json.Write(new { Costs = costs })
            : throw new InputException("the recordings do not tell what moving a page costs, and "
                + "other prices go by that; give recordings in which requests compact");
    }

    /// <exception cref="InputException">It cannot be read, or holds no prices.</exception>
    public static CostModel Read(string path)
    {
        try
        {
            JsonObject file = JsonNode.Parse(TextFile.ReadAll(
                path, InputLimits.CostsBytes, "file of prices"))!.AsObject();
            JsonObject costs = file["costs"]!.AsObject();
            if (costs.FirstOrDefault(c => c.Value!.GetValue<long>() is < 0 or > MostNs)
                is { Key: { } name })
                throw new InputException($"{path}: {Printable.Elided(name, 40)} is not from 0 to "
                    + $"{MostNs} ns; {Remedy}");
            return costs.Deserialize<CostModel>(Options)!;
        }
        catch (JsonException e)
        {
            string what = Printable.Elided(e.Message.Split(" Path:")[0].TrimEnd('.'), 120);
            throw InputException.At(path, (e.LineNumber ?? 0) + 1, $"{what}; {Remedy}");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException
            or NullReferenceException or ArgumentException)
        {
            throw new InputException(
                $"{path}: has no object 'costs' of prices in whole ns; {Remedy}", e);
        }
    }
}
