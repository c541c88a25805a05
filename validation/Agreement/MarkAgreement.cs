namespace FragSim.Validation.Agreement;

/// <summary>Modelled memory beside the kernel's at one mark.</summary>
/// <param name="Mark">Name of the snapshot.</param>
/// <param name="Model">As the replay left it.</param>
/// <param name="Kernel">As the kernel recorded it.</param>
public sealed record MarkAgreement(string Mark, MemoryShape Model, MemoryShape Kernel)
{
    /// <summary>Points of the unusable free space index, which goes from 0 to 1.</summary>
    public const double UnusableBar = 0.05;

    /// <summary>Of the kernel's free pages in the same scope, by order.</summary>
    public const double DistanceBar = 0.15;

    /// <summary>Of all that the kernel has free.</summary>
    public const double FreeBar = 0.02;

    /// <summary>Of all pageblocks.</summary>
    public const double PageblockBar = 0.05;

    /// <summary>Model and kernel, of the whole machine first and then of each zone.</summary>
    public IEnumerable<(ZoneShape Model, ZoneShape Kernel)> Scopes =>
        Model.Zones.Zip(Kernel.Zones).Prepend((Model.All, Kernel.All));

    /// <summary>Four checks of each scope: unusable index, orders, free pages, pageblocks.
    /// </summary>
    public IEnumerable<Check> Checks
    {
        get
        {
            // A zone's part is judged by what it is of the whole machine.
            double free = Math.Max(Kernel.All.FreePages, 1);
            double pageblocks = Math.Max(Kernel.All.Pageblocks.Sum(), 1);
            foreach ((ZoneShape model, ZoneShape kernel) in Scopes)
            {
                yield return new Check(Mark, model.Name, "unusable",
                    Math.Abs(model.Unusable - kernel.Unusable), UnusableBar);
                yield return new Check(Mark, model.Name, "orders",
                    model.OrderDistance(kernel), DistanceBar);
                yield return new Check(Mark, model.Name, "free",
                    Math.Abs(model.FreePages - kernel.FreePages) / free, FreeBar);
                yield return new Check(Mark, model.Name, "pageblocks",
                    model.PageblocksApart(kernel) / pageblocks, PageblockBar);
            }
        }
    }
}
