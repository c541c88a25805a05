using FragSim.Sim.Base;
using FragSim.Sim.Memory;

namespace FragSim.Sim.Kernel;

/// <summary>
/// The judgement of a run: it chooses, the machine does and charges for it. A strategy never edits
/// a list. Whatever it does not judge keeps the default: no effort.
/// </summary>
public interface IStrategy
{
    /// <summary>The name as given on the command line, parameters included.</summary>
    string Name { get; }

    /// <summary>Before the machine is built: what its boot command line says.</summary>
    void Configure(MachineOptions options) { }

    /// <summary>The machine is up and nothing is allocated yet.</summary>
    void Boot(Machine machine) { }

    /// <summary>Is <see cref="Place"/> to be asked? Read once, when the machine is built.
    /// </summary>
    bool Places => false;

    /// <summary>Chooses where in a zone a block is taken, before the lists are tried.</summary>
    /// <returns>First frame of a range of the order that is free on the lists; None leaves the
    /// choice to the lists.</returns>
    uint Place(Machine machine, Zone zone, in AllocationRequest request) => Pfn.None;

    /// <summary>A zone's lists of one type have no block of the order. Claim or steal one from
    /// another type and say true: the lists are then tried again.</summary>
    bool Fallback(Machine machine, Zone zone, int order, MigrateType wanted) => false;

    /// <summary>The free lists could not serve a request of order 1 or more. Make room and
    /// allocate, or give up.</summary>
    /// <returns>First frame of the block, in state Tail; None when given up. The machine's ledger
    /// then says how or why.</returns>
    uint Rescue(Machine machine, in AllocationRequest request) => Pfn.None;

    /// <summary>How memory is reclaimed; read at every request that finds too little free.
    /// </summary>
    ReclaimPolicy Reclaim => ReclaimPolicy.Plain;

    /// <summary>The user asks for compaction of everything.</summary>
    void CompactMemory(Machine machine) { }

    /// <summary>Background threads: work until their own clock has passed the machine's.
    /// </summary>
    void Background(Machine machine) { }

    /// <summary>kswapd found enough and goes to sleep.</summary>
    void KswapdSleeps(Machine machine) { }

    /// <summary>There may be room now for a block of the order in the zones up to one: to be
    /// compacted in the background.</summary>
    void WakeCompactor(Machine machine, int order, int highestZone) { }

    /// <summary>When <see cref="Background"/> next has something to do; MaxValue for never.
    /// </summary>
    long NextBackgroundNs => long.MaxValue;

    /// <summary>When <see cref="Background"/> next does more than to look and find nothing to do,
    /// if nothing else happens before.</summary>
    long NextWorkNs(Machine machine) => NextBackgroundNs;

    /// <summary>Passes over the looks that are due before a time, at most
    /// <see cref="NextWorkNs"/>: each would have changed nothing.</summary>
    void PassOver(long untilNs) { }
}
