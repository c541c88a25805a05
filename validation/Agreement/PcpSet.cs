namespace FragSim.Validation.Agreement;

/// <summary>Which blocks are on per-CPU lists, in no order.</summary>
internal sealed class PcpSet(uint frames)
{
    // 0 for frames that begin no block, else its order and one.
    private readonly byte[] _orders = new byte[frames];

    /// <summary>False when it was there already; it then has the new order.</summary>
    public bool Add(uint pfn, int order)
    {
        bool added = _orders[pfn] == 0;
        _orders[pfn] = (byte)(order + 1);
        return added;
    }

    /// <summary>False when it was not there.</summary>
    public bool Remove(uint pfn)
    {
        bool removed = _orders[pfn] != 0;
        _orders[pfn] = 0;
        return removed;
    }

    /// <summary>-1 for frames that begin no block.</summary>
    public int OrderOf(uint pfn) => _orders[pfn] - 1;

    public bool Contains(uint pfn) => _orders[pfn] != 0;

    public int Count => _orders.Length - _orders.AsSpan().Count((byte)0);
}
