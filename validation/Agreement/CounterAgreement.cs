using System.Text.Json;
using FragSim.Sim.Base;
using FragSim.Traces.Recordings;
using FragSim.Traces.Text;

namespace FragSim.Validation.Agreement;

/// <summary>A counter of <c>/proc/vmstat</c> over the replay, modelled and recorded.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Model">What the model counted.</param>
/// <param name="Kernel">What the kernel counted.</param>
public sealed record CounterAgreement(string Name, long Model, long Kernel)
{
    private static readonly VmCounter[] Compared =
    [
        VmCounter.CompactStall, VmCounter.CompactSuccess, VmCounter.CompactFail,
        VmCounter.CompactMigrateScanned, VmCounter.CompactFreeScanned, VmCounter.CompactIsolated,
        VmCounter.PgmigrateSuccess, VmCounter.PgmigrateFail, VmCounter.CompactDaemonWake,
    ];

    /// <param name="recording">Its <c>truth.json</c> has the kernel's counters.</param>
    /// <param name="lastMark">Counters are compared from the start mark to this one.</param>
    /// <param name="model">The model's counters at the last mark.</param>
    /// <param name="kernelExtfrags">Events <c>mm_page_alloc_extfrag</c> of the trace; null when
    /// they were not counted.</param>
    /// <returns>None when the recording has no counters.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static IReadOnlyList<CounterAgreement> Of(
        Recording recording, string lastMark, IReadOnlyList<long> model, long? kernelExtfrags)
    {
        List<CounterAgreement> counters = [];
        if (TextFile.Find(recording.Folder, "truth.json") is string path)
            counters.AddRange(FromTruth(path, recording.StartMark, lastMark, model));
        if (kernelExtfrags is long extfrags)
        {
            counters.Add(new CounterAgreement(
                "mm_page_alloc_extfrag", model[(int)VmCounter.Extfrag], extfrags));
        }
        return counters;
    }

    private static List<CounterAgreement> FromTruth(
        string path, string startMark, string lastMark, IReadOnlyList<long> model)
    {
        try
        {
            using JsonDocument truth = JsonDocument.Parse(
                TextFile.ReadAll(path, InputLimits.JsonBytes, "truth.json"));
            JsonElement start = CountersAt(truth, startMark);
            JsonElement last = CountersAt(truth, lastMark);
            return [.. Compared.Select(c => new CounterAgreement(
                VmCounters.KernelName(c), model[(int)c],
                Value(last, VmCounters.KernelName(c)) - Value(start, VmCounters.KernelName(c))))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            throw new InputException($"{path}: has no counters 'vmstat_delta_from_start' of every "
                + "snapshot; leave the file out or copy it again", e);
        }
    }

    private static JsonElement CountersAt(JsonDocument truth, string mark) =>
        truth.RootElement.GetProperty("snapshots").EnumerateArray()
            .First(s => s.GetProperty("name").GetString() == mark)
            .GetProperty("vmstat_delta_from_start");

    // Counters that did not change are left out.
    private static long Value(JsonElement counters, string name) =>
        counters.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;
}
