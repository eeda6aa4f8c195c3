using Dbd.Torch.Losses;
using Dbd.Torch.Runtime;
using Dbd.Torch.SemiSupervised;
using Dbd.Torch.Tests.Runtime;

using Xunit;

namespace Dbd.Torch.Tests.SemiSupervised;

public sealed class MixMatchRowsTests
{
    [Theory]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    public void One_process_computes_the_interleaved_batches_and_puts_them_back(int size, int batches)
    {
        MixMatchRows rows = MixMatchRows.Of(size, batches, Alone.Instance);
        long[] interleaved = Interleave.Indices(size, batches);
        Assert.Equal(interleaved, rows.Passes.SelectMany(p => p));
        Assert.Equal(interleaved, rows.Order);      // which is its own inverse
        Assert.Equal(Enumerable.Range(0, size * batches).Select(i => (long)i), rows.Samples);
        Assert.Equal(size, rows.Labeled(size));
    }

    [Theory]
    [InlineData(7, 3, 2)]
    [InlineData(5, 4, 3)]
    [InlineData(1, 3, 2)]
    public void Several_processes_compute_each_row_once_in_its_own_pass(int size, int batches, int processes)
    {
        MixMatchRows[] all =
            [.. Enumerable.Range(0, processes).Select(rank => MixMatchRows.Of(size, batches, new Numbered(rank, processes)))];
        MixMatchRows one = MixMatchRows.Of(size, batches, Alone.Instance);
        for (int pass = 0; pass < batches; pass++)
            Assert.Equal(one.Passes[pass], all.SelectMany(rows => rows.Passes[pass]));
        Assert.Equal(size, all.Sum(rows => rows.Labeled(size)));
        Assert.All(all, rows =>
        {
            long[] computed = [.. rows.Passes.SelectMany(p => p)];
            Assert.Equal(rows.Samples, rows.Order.Select(k => computed[k]));
            Assert.Equal(rows.Samples.Order(), rows.Samples);
        });
    }
}
