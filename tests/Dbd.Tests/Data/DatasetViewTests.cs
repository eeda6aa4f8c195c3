using Dbd.Data;
using Dbd.Data.Synthesis;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class DatasetViewTests
{
    [Fact]
    public void It_may_be_the_beginning_of_the_data_set()
    {
        IDataset all = Synthetic.Generate(seed: 1, SyntheticSplit.Train, 12);
        DatasetView first = new(all, [.. Enumerable.Range(0, 5)]);
        Assert.Equal(5, first.Count);
        Assert.Equal((all.Shape, all.ClassNames), (first.Shape, first.ClassNames));
        for (int i = 0; i < first.Count; i++)
        {
            Assert.Equal(all.Label(i), first.Label(i));
            Assert.Equal(all.Image(i), first.Image(i));
        }
    }
}
