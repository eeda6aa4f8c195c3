using Dbd.Poisoning;
using Dbd.Reports.Html;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Inspection;

using Xunit;

namespace Dbd.Torch.Tests.Inspection;

public sealed class DoubtsTests
{
    private const int Count = 20;

    private readonly StampedSource _data = TinyData.Poisoned(Count);

    // The model disbelieves the last four samples, and is undecided about the one before.
    private SampleJudgements Judged => new(
        [.. Enumerable.Range(0, Count).Select(i => i < 15 ? 0.01f * i : i)],
        [.. Enumerable.Range(0, Count).Select(i => i < 15 ? _data.Label(i) : (_data.Label(i) + 1) % 10)],
        [.. Enumerable.Range(0, Count).Select(i => i switch { < 15 => 0.99f, 15 => 0.3f, _ => 0 })],
        [.. Enumerable.Repeat(0.9f, Count)]);

    private bool[] Lowest(double epsilon) => CredibleSplit.Lowest(Judged.Losses, epsilon).Flags();

    [Fact]
    public void A_label_that_is_neither_credible_nor_probable_is_suspected()
    {
        Doubts doubts = Doubts.Of(Judged, _data, Lowest(0.5), known: null);
        Assert.Equal([16, 17, 18, 19], Enumerable.Range(0, Count).Where(doubts.IsSuspected));
        Assert.Equal((10, 4), (doubts.Credible, doubts.Suspected));
    }

    [Fact]
    public void A_credible_label_is_not_suspected() =>
        Assert.Equal([18, 19], Enumerable.Range(0, Count).Where(Doubts.Of(Judged, _data, Lowest(0.9), known: null).IsSuspected));

    [Fact]
    public void Without_a_split_all_labels_count()
    {
        Doubts doubts = Doubts.Of(Judged, _data, credible: null, known: null);
        Assert.Equal((null, 4), (doubts.Credible, doubts.Suspected));
        Assert.Equal(["all samples", "poisoned (known)"], doubts.LossGroups(Judged, _data).Select(g => g.Name));
    }

    [Fact]
    public void Suspects_that_are_known_are_taken()
    {
        Suspect known = new(2, _data.Label(2), 9, 0.7, true, "two.png");
        Doubts doubts = Doubts.Of(Judged, _data, Lowest(0.5), [known]);
        Assert.Equal([2], Enumerable.Range(0, Count).Where(doubts.IsSuspected));
        Assert.Same(known, doubts.Wall(_data, most: 3).Suspects[0]);
    }

    [Fact]
    public void One_of_two_labels_can_stand_out()
    {
        Suspect known = new(2, _data.Label(2), 9, 0.7, true, "two.png");
        Doubts doubts = Doubts.Of(Judged, _data, Lowest(0.5), [known]);
        ClassRow[] classes = [new(1000, null, 400, null, null), new(1000, null, 10, null, null)];
        Assert.Equal(0, Doubts.LabelThatStandsOut(classes, doubts.UsualShares(classes, Judged, _data)));
    }

    [Fact]
    public void The_wall_shows_the_most_suspicious_and_some_of_each_label()
    {
        SuspectWall wall = Doubts.Of(Judged, _data, Lowest(0.5), known: null).Wall(_data, most: 5);
        // Equally improbable labels are told apart by the loss.
        Assert.Equal([19, 18, 17, 16, 15], wall.Suspects.Take(5).Select(s => s.Index));
        Assert.Equal(wall.Suspects.Count, wall.Pictures.Count);
        Assert.Equal(
            Enumerable.Range(0, Count).Select(_data.Label).Distinct().Order(),
            wall.Suspects.Select(s => s.Label).Distinct().Order());
        Assert.Equal(wall.Suspects.Where(s => _data.IsPoisoned(s.Index)).Select(s => s.Index).Order(), wall.Poisoned.Order());
    }

    [Fact]
    public void Classes_count_their_samples_and_right_predictions()
    {
        int[][] confusions =
        [
            .. Enumerable.Range(0, 10).Select(truth => Enumerable.Range(0, 10).Select(p => p == truth ? 3 : p == 0 ? 1 : 0).ToArray()),
        ];
        IReadOnlyList<ClassRow> classes = Doubts.Of(Judged, _data, Lowest(0.5), known: null).ByClass(_data, confusions);
        Assert.Equal(Count, classes.Sum(c => c.Count));
        Assert.Equal((10, 4), (classes.Sum(c => c.Credible), classes.Sum(c => c.Suspected)));
        Assert.Equal(Enumerable.Range(0, Count).Count(_data.IsPoisoned), classes.Sum(c => c.Poisoned));
        Assert.Equal([1.0, .. Enumerable.Repeat(0.75, 9)], classes.Select(c => c.Accuracy!.Value));
    }

    [Theory]
    [InlineData(new[] { 1, 0, 2, 40 }, 3)]
    [InlineData(new[] { 0, 0, 0, 4 }, null)]
    [InlineData(new[] { 30, 12, 14, 15 }, null)]
    [InlineData(new[] { 30, 12, 14, 35 }, 3)]
    [InlineData(new[] { 0, 0, 0, 0 }, null)]
    public void A_label_stands_out_by_more_suspects_than_are_usual(int[] suspected, int? expected) => Assert.Equal(
        expected,
        Doubts.LabelThatStandsOut([.. suspected.Select(s => new ClassRow(100, Suspected: s))], [0.25, 0.1, 0.1, 0.1]));

    [Fact]
    public void What_is_usual_comes_from_clean_test_images()
    {
        Doubts doubts = Doubts.Of(Judged, _data, Lowest(0.5), known: null);
        IReadOnlyList<ClassRow> classes = doubts.ByClass(_data, []);
        IReadOnlyList<double> usual = doubts.UsualShares(classes, Judged, _data);
        // Test images of each label that are as improbable as the last four here.
        Assert.All(Enumerable.Range(0, 10), label => Assert.Equal(
            Enumerable.Range(0, Count).Where(i => _data.Label(i) == label).Select(i => i >= 16 ? 1.0 : 0).DefaultIfEmpty(0).Average(),
            usual[label],
            1e-9));
    }
}
