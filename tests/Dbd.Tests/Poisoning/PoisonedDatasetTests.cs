using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Poisoning;

using Xunit;

namespace Dbd.Tests.Poisoning;

public sealed class PoisonedDatasetTests
{
    private readonly IDataset _clean = Synthetic.Generate(1, SyntheticSplit.Train, 40);

    [Fact]
    public void Poisoned_samples_carry_the_trigger_and_the_target_label_and_others_are_as_they_were()
    {
        PoisonIndex index = PoisonIndex.Draw(5, 0.4, 3, Labels());
        PoisonedDataset data = new(_clean, index, new Negative(), targetLabel: 3);
        Assert.InRange(index.Poisoned, 5, 30);
        for (int i = 0; i < data.Count; i++)
        {
            byte[] before = _clean.Image(i).ToArray();
            Assert.Equal(index[i], data.IsPoisoned(i));
            Assert.Equal(index[i] ? 3 : _clean.Label(i), data.Label(i));
            Assert.Equal(index[i] ? [.. before.Select(b => (byte)(255 - b))] : before, data.Image(i).ToArray());
        }
    }

    [Fact]
    public void The_original_is_not_changed()
    {
        byte[] before = _clean.Image(0).ToArray();
        _ = new PoisonedDataset(_clean, PoisonIndex.AllBut(99, Labels()), new Negative(), targetLabel: 3);
        Assert.Equal(before, _clean.Image(0).ToArray());
    }

    [Fact]
    public void Clean_pictures_are_shared_not_copied()
    {
        PoisonedDataset data = new(_clean, PoisonIndex.None(40), new Negative(), targetLabel: 3);
        Assert.True(data.Image(7) == _clean.Image(7));
        Assert.Equal((_clean.Shape, _clean.ClassNames), (data.Shape, data.ClassNames));
    }

    [Fact]
    public void An_index_of_another_data_set_is_refused() => Assert.Throws<ArgumentException>(() =>
        new PoisonedDataset(_clean, PoisonIndex.None(41), new Negative(), targetLabel: 3));

    private int[] Labels() => [.. Enumerable.Range(0, _clean.Count).Select(_clean.Label)];
}
