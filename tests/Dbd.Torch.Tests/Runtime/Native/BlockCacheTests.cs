using CsCheck;

using Dbd.Torch.Runtime.Native;

using Xunit;

namespace Dbd.Torch.Tests.Runtime.Native;

public sealed class BlockCacheTests
{
    private const nuint Megabyte = 1 << 20;

    [Fact]
    public void A_returned_block_goes_to_the_next_request_of_its_size()
    {
        BlockCache cache = new();
        nint block = cache.Take(3 * Megabyte);
        Assert.True(cache.Return(block));
        Assert.Equal(block, cache.Take(3 * Megabyte));
        Assert.NotEqual(block, cache.Take(3 * Megabyte));
    }

    [Fact]
    public void A_foreign_or_a_returned_block_is_not_taken_back()
    {
        BlockCache cache = new();
        nint block = cache.Take(Megabyte);
        Assert.False(cache.Return(block + 64));
        Assert.True(cache.Return(block));
        Assert.False(cache.Return(block));
    }

    [Theory]
    [InlineData(131072, 131072)]
    [InlineData(131073, 147456)]
    [InlineData(5_000_000, 5_242_880)]
    [InlineData(134_217_728, 134_217_728)]
    public void Sizes_are_rounded_up_to_eighths_of_a_power_of_two(int bytes, int size) =>
        Assert.Equal((nuint)size, BlockCache.SizeFor((nuint)bytes));

    // Some requests and returns, in any order: blocks do not overlap, are aligned, keep what is written, and little is held unused.
    [Fact]
    public void Blocks_are_apart_and_what_is_held_is_bounded() => Gen.Int[0, 3_000_000].List[1, 60].Sample(numbers =>
    {
        BlockCache cache = new();
        List<(nint Block, nuint Bytes, byte Mark)> used = [];
        foreach (int number in numbers)
        {
            if (number % 3 == 0 && used.Count > 0)
            {
                int chosen = number % used.Count;
                AssertMarked(used[chosen]);
                Assert.True(cache.Return(used[chosen].Block));
                used.RemoveAt(chosen);
            }
            else
            {
                used.Add(Marked(cache, (nuint)number + 4096, (byte)used.Count));
                Assert.True(cache.Held <= cache.MostHeld, $"{cache.Held} of {cache.MostUsed}");
            }
        }
        used.ForEach(AssertMarked);
    }, iter: 200);

    private static unsafe (nint Block, nuint Bytes, byte Mark) Marked(BlockCache cache, nuint bytes, byte mark)
    {
        nint block = cache.Take(bytes);
        Assert.Equal(0, block % 64);
        new Span<byte>((void*)block, (int)bytes).Fill(mark);
        return (block, bytes, mark);
    }

    private static unsafe void AssertMarked((nint Block, nuint Bytes, byte Mark) used) =>
        Assert.Equal(-1, new Span<byte>((void*)used.Block, (int)used.Bytes).IndexOfAnyExcept(used.Mark));
}
