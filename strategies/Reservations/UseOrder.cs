namespace FragSim.Strategies.Reservations;

/// <summary>Pageblocks in the order in which they were last used.</summary>
internal sealed class UseOrder
{
    public const uint None = uint.MaxValue;

    private readonly uint[] older;
    private readonly uint[] younger;

    public UseOrder(uint blocks)
    {
        older = new uint[blocks];
        younger = new uint[blocks];
    }

    /// <summary>The block used longest ago; None when there is none.</summary>
    public uint Oldest { get; private set; } = None;

    /// <summary>The block used last; None when there is none.</summary>
    public uint Youngest { get; private set; } = None;

    public uint Younger(uint block) => younger[block];

    public void Add(uint block)
    {
        older[block] = Youngest;
        younger[block] = None;
        if (Youngest == None)
            Oldest = block;
        else
            younger[Youngest] = block;
        Youngest = block;
    }

    public void Use(uint block)
    {
        if (block == Youngest)
            return;
        Remove(block);
        Add(block);
    }

    public void Remove(uint block)
    {
        if (older[block] == None)
            Oldest = younger[block];
        else
            younger[older[block]] = younger[block];
        if (younger[block] == None)
            Youngest = older[block];
        else
            older[younger[block]] = older[block];
    }
}
