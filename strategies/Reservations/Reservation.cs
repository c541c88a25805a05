using FragSim.Sim.Base;
using FragSim.Sim.Events;
using FragSim.Sim.Kernel;
using FragSim.Sim.Memory;

namespace FragSim.Strategies.Reservations;

/// <summary>
/// Reserves a whole aligned huge page at the first fault in an extent of an address space, and
/// serves every later fault in it at its own offset. An extent that fills up is a huge page where
/// it lies, without a copy; when free memory runs out, the reservation that was used longest ago
/// gives back what it has not used.
/// </summary>
/// <remarks>Navarro, Iyer, Druschel, Cox, "Practical, transparent operating system support for
/// superpages", OSDI 2002, in the form it has in FreeBSD (<c>sys/vm/vm_reserv.c</c>): one size of
/// superpage. Which pages are neighbours a workload says (<see cref="PageEvent.Page"/>);
/// where it does not, anonymous pages are taken to be touched in order of address, and others get
/// no reservation. Not modelled: demotion on partial protection, wired pages put together, and the
/// page daemon that reclaims for contiguity. A reserved extent is a pageblock of the type
/// SetAside.</remarks>
internal sealed class Reservation : IStrategy
{
    private ReservationTable? table;

    public static CatalogEntry Entry { get; } = new(
        "reservation",
        "A huge page is reserved at the first fault in it, and filled in place.",
        "Navarro et al., OSDI 2002; FreeBSD sys/vm/vm_reserv.c");

    public string Name => "reservation";

    public bool Places => true;

    public void Boot(Machine machine) => table = new ReservationTable(machine);

    public uint Place(Machine machine, Zone zone, in AllocationRequest request)
    {
        if (table is null)
            return Pfn.None;
        uint pfn = table.Place(zone, request);
        if (pfn == Pfn.None)
            table.MakeFree(zone, request.Order);
        return pfn;
    }

    /// <summary>What is reserved and not used is on no list; the watermark check for higher
    /// orders does not see it.</summary>
    public uint Rescue(Machine machine, in AllocationRequest request)
    {
        if (request.Order > Order.MaxBuddy)
            return Pfn.None;
        for (int i = machine.Allocator.HighestZone(request); i >= 0; i--)
            table!.MakeFree(machine.Zones[i], request.Order);
        return machine.Allocator.FromFreeLists(request, Mark.Min);
    }
}
