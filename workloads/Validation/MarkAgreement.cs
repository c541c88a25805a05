namespace FragSim.Workloads.Validation;

/// <summary>Modelled memory beside the kernel's at one mark.</summary>
public sealed record MarkAgreement(string Mark, MemoryShape Model, MemoryShape Kernel)
{
    public const double UnusableBar = 0.05;
    public const double DistanceBar = 0.15;
    public const double FreeBar = 0.02;
    public const double PageblockBar = 0.05;

    /// <summary>Model and kernel, of the whole machine first and then of each zone.</summary>
    public IEnumerable<(ZoneShape Model, ZoneShape Kernel)> Scopes =>
        Model.Zones.Zip(Kernel.Zones).Prepend((Model.All, Kernel.All));

    /// <summary>By how much free pages differ, as a share of all that the kernel has free.
    /// </summary>
    public double FreeDifference(ZoneShape model, ZoneShape kernel) =>
        (double)Math.Abs(model.FreePages - kernel.FreePages) / Math.Max(Kernel.All.FreePages, 1);

    public IEnumerable<Check> Checks
    {
        get
        {
            foreach ((ZoneShape model, ZoneShape kernel) in Scopes)
            {
                yield return new Check(Mark, model.Name, "unusable",
                    Math.Abs(model.Unusable - kernel.Unusable), UnusableBar);
                yield return new Check(Mark, model.Name, "orders",
                    model.OrderDistance(kernel), DistanceBar);
                yield return new Check(Mark, model.Name, "free",
                    FreeDifference(model, kernel), FreeBar);
                yield return new Check(Mark, model.Name, "pageblocks",
                    model.PageblockDistance(kernel), PageblockBar);
            }
        }
    }
}
