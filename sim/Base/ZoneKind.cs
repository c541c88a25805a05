namespace FragSim.Sim.Base;

/// <summary>What a zone is for (<c>enum zone_type</c>, <c>include/linux/mmzone.h</c>), the lowest
/// first.</summary>
public enum ZoneKind : byte
{
    /// <summary>The first 16 MiB of x86, for devices of 24 address lines.</summary>
    Dma,
    /// <summary>Below 4 GiB.</summary>
    Dma32,
    /// <summary>What the kernel can use for itself.</summary>
    Normal,
    /// <summary>What a 32-bit kernel cannot map at all times.</summary>
    HighMem,
    /// <summary>Set aside for movable pages (<c>kernelcore=</c>, <c>movablecore=</c>).</summary>
    Movable,
    /// <summary>Memory of devices; the buddy allocator never hands it out.</summary>
    Device,
}

/// <summary>Zones as the kernel prints them.</summary>
public static class ZoneKinds
{
    /// <summary>The kind of a zone by its name, of any node (<c>DMA32</c>, <c>Normal@1</c>).
    /// A name that no kernel prints is Normal's.</summary>
    public static ZoneKind Of(string name)
    {
        int node = name.IndexOf('@', StringComparison.Ordinal);
        return (node < 0 ? name : name[..node]) switch
        {
            "DMA" => ZoneKind.Dma,
            "DMA32" => ZoneKind.Dma32,
            "HighMem" => ZoneKind.HighMem,
            "Movable" => ZoneKind.Movable,
            "Device" => ZoneKind.Device,
            _ => ZoneKind.Normal,
        };
    }
}
