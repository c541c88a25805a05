using FragSim.Sim.Base;
using FragSim.Sim.Memory;
using Xunit;

namespace FragSim.Tests.Sim;

/// <summary>Exact values of the kernel's integer formulas.</summary>
public sealed class FragmentationIndicesTests
{
    [Fact]
    public void A_thousand_single_pages_are_all_fragmentation()
    {
        FragmentationIndices indices = Of(9, (0, 1000));
        Assert.Equal(998, indices.Fragmentation);
        Assert.Equal(1000, indices.Unusable);
        Assert.Equal(100, indices.Extfrag);
    }

    [Fact]
    public void Four_pages_in_one_block_are_a_lack_of_memory_below_zero() =>
        Assert.Equal(-7, Of(9, (2, 1)).Fragmentation);

    [Fact]
    public void One_free_huge_block_would_serve_the_request()
    {
        FragmentationIndices indices = Of(9, (9, 1));
        Assert.Equal(-1000, indices.Fragmentation);
        Assert.Equal(0, indices.Unusable);
        Assert.Equal(0, indices.Extfrag);
    }

    [Fact]
    public void With_nothing_free_the_index_is_zero_and_all_is_unusable()
    {
        FragmentationIndices indices = Of(9);
        Assert.Equal(0, indices.Fragmentation);
        Assert.Equal(1000, indices.Unusable);
        Assert.Equal(0, indices.Extfrag);
    }

    [Fact]
    public void Half_in_one_block_and_half_in_pages_is_half_unusable_for_huge_pages()
    {
        Assert.Equal(500, Of(9, (9, 1), (0, 512)).Unusable);
        Assert.Equal(50, Of(9, (9, 1), (0, 512)).Extfrag);
        Assert.Equal(0, Of(0, (9, 1), (0, 512)).Unusable);
    }

    [Fact]
    public void A_larger_block_counts_as_the_blocks_it_contains()
    {
        FragmentationIndices indices = Of(8, (10, 1), (9, 1));
        Assert.Equal(6, indices.SuitableBlocks);
        Assert.Equal(0, indices.Unusable);
    }

    [Fact]
    public void No_block_of_the_buddy_is_suitable_above_its_largest_order()
    {
        FragmentationIndices indices = Of(18, (10, 64));
        Assert.Equal(0, indices.SuitableBlocks);
        Assert.Equal(1000, indices.Unusable);
    }

    private static FragmentationIndices Of(int order, params (int Order, long Blocks)[] free)
    {
        var counts = new long[Order.Count];
        foreach ((int o, long blocks) in free)
            counts[o] = blocks;
        return FragmentationIndices.Of(counts, order);
    }
}
