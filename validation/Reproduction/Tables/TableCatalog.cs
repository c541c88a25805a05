using FragSim.Sim.Base;

namespace FragSim.Validation.Reproduction.Tables;

/// <summary>Every published table that can be reproduced, one line each.</summary>
internal static class TableCatalog
{
    public static IReadOnlyList<PublishedTable> All { get; } =
    [
        T1.Table,
        T3.Table,
        T5.Table,
        T6.Table,
        T7.Table,
        T8.Table,
    ];

    /// <summary>A table by its name, or all of them.</summary>
    /// <exception cref="UsageException">There is no such table.</exception>
    public static IReadOnlyList<PublishedTable> Find(string name)
    {
        if (name == "all")
            return All;
        PublishedTable? table = All.FirstOrDefault(
            t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return table is not null
            ? [table]
            : throw new UsageException($"there is no table '{name}'; choose from "
                + $"{string.Join(", ", All.Select(t => t.Name))} or all.");
    }
}
