namespace FragSim.Validation.Agreement;

/// <summary>
/// How many huge pages several runs of the real kernel gave in each phase: the same scenario, other
/// seeds or the same one again. A model cannot be closer to one run than they are to each other.
/// </summary>
/// <remarks>From the notes that come with the recordings; runs that did otherwise than the
/// recording (an explicit compaction that it had not) are left out.</remarks>
public static class NoiseFloor
{
    private static readonly Dictionary<(string Recording, string Phase), int[]> Runs = new()
    {
        [("unmovable-grp-compact", "load-thp")] = [15, 11, 11, 8, 10],
        [("unmovable-grp-compact", "rest-thp")] = [35, 24, 55, 22, 21],
        [("unmovable-grp-compact", "compacted-thp")] = [62, 70, 74, 70, 74],
        [("unmovable-grp-compact", "rest-nr_hugepages")] = [62, 94, 93, 91, 94],
        [("unmovable-grp-compact", "final-thp")] = [107, 110, 127, 115, 129],
        [("unmovable-grp-only", "load-thp")] = [6, 5, 5, 6],
        [("unmovable-grp-only", "rest-thp")] = [6, 6, 5, 6],
        [("unmovable-grp-only", "final-thp")] = [140, 137, 134, 137],
        [("unmovable-movable50", "load-thp")] = [21, 23, 21, 22],
        [("unmovable-movable50", "rest-thp")] = [45, 23, 21, 28],
        [("unmovable-movable50", "compacted-thp")] = [48, 37, 36, 37],
        [("unmovable-movable50", "rest-nr_hugepages")] = [48, 37, 38, 39],
        [("unmovable-movable50", "final-thp")] = [81, 77, 70, 74],
        [("pagecache-grp-compact", "load-thp")] = [15, 16, 15, 14],
        [("pagecache-grp-compact", "rest-thp")] = [107, 36, 110, 98],
        [("pagecache-grp-compact", "compacted-thp")] = [122, 115, 124, 106],
        [("pagecache-grp-compact", "rest-nr_hugepages")] = [122, 135, 124, 106],
        [("pagecache-grp-compact", "final-thp")] = [122, 140, 124, 106],
    };

    /// <summary>Fewest and most that the runs gave; null when there is only the recording.
    /// </summary>
    public static (int Fewest, int Most)? Of(string recording, string phase) =>
        Runs.TryGetValue((recording, phase), out int[]? runs) ? (runs.Min(), runs.Max()) : null;
}
