using FragSim.Sim.Base;

namespace FragSim.Sim.Kernel;

/// <summary>While it lasts, what the machine does is charged to one ledger; at its end the ledger
/// of before is open again.</summary>
public readonly ref struct ChargeScope
{
    private readonly Machine machine;
    private readonly Ledger before;

    internal ChargeScope(Machine machine, Ledger ledger)
    {
        this.machine = machine;
        before = machine.Ledger;
        machine.Ledger = ledger;
    }

    /// <summary>Opens the ledger of before.</summary>
    public void Dispose() => machine.Ledger = before;
}
