using FragSim.Sim.Events;

namespace FragSim.Sim.Kernel;

/// <summary><c>/sys/kernel/mm/transparent_hugepage/defrag</c>.</summary>
public static class ThpDefrag
{
    /// <summary>What a fault in a madvised range may do (<c>vma_thp_gfp_mask</c> in
    /// <c>mm/huge_memory.c</c>). GFP_TRANSHUGE does not wake kswapd.</summary>
    public static Effort EffortOf(string? mode) => mode switch
    {
        "defer" => Effort.Kswapd,
        "never" => Effort.None,
        _ => Effort.Direct,
    };
}
