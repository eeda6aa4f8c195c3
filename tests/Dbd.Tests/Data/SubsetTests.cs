using Dbd.Data;
using Dbd.Data.Synthesis;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class SubsetTests
{
    [Fact]
    public void It_may_be_the_beginning_of_the_data_set()
    {
        IImageSource all = Synthetic.Generate(seed: 1, SyntheticSplit.Train, 12);
        Subset first = new(all, [.. Enumerable.Range(0, 5)]);
        Assert.Equal(5, first.Count);
        Assert.Equal((all.Shape, all.ClassNames), (first.Shape, first.ClassNames));
        for (int i = 0; i < first.Count; i++)
        {
            Assert.Equal(all.Label(i), first.Label(i));
            Assert.Equal(all.Read(i), first.Read(i));
        }
    }
}
