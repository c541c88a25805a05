namespace FragSim.Sim.Memory;

/// <summary>Physical memory: frames, zones, lists.</summary>
public sealed partial class Machine
{
}
