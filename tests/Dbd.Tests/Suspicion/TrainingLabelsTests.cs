using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class TrainingLabelsTests
{
    // 0 is kept and confirmed, 1 kept and doubted, 2 left out, 3 relabelled, 4 left out though the judge believes its label.
    private static readonly Suspect[] s_judged =
    [
        new(2, 0, 1, 0.9, true),
        new(0, 0, 0, 0.1, false),
        new(4, 2, 2, 0.8, true),
        new(1, 1, 2, 0.2, false),
        new(3, 0, 2, 0.5, false) { Action = SampleAction.Relabelled },
    ];

    [Fact]
    public void At_first_only_what_the_judge_confirms_is_trained_and_what_got_another_label()
    {
        TrainingLabels labels = new(s_judged, DoubtedUse.Agree, LeftOutUse.Relabel);
        Assert.Equal([0, 3], labels.Sure);
        Assert.Equal([0, 1, 0, 2, 2], labels.Own);
        Assert.Equal([1, 2, 4], labels.Open);
        Assert.False(labels.IsAsItCame(3, labels.Own[3]));
    }

    [Fact]
    public void A_doubted_label_comes_back_when_the_model_agrees_and_one_that_is_left_out_never_does()
    {
        TrainingLabels labels = new(s_judged, DoubtedUse.Agree, LeftOutUse.Relabel);
        (int[] samples, int[] given) = labels.By(believed: [1, 0, 1], confidences: [0.3f, 1f, 0.95f], least: 0.9);
        Assert.Equal([0, 1, 3, 4], samples);
        Assert.Equal([0, 1, 0, 2, 1], given);

        (samples, given) = labels.By(believed: [2, 1, 1], confidences: [1f, 0.95f, 0.85f], least: 0.9);
        Assert.Equal([0, 2, 3], samples);
        Assert.Equal([0, 1, 1, 2, 2], given);
    }

    [Fact]
    public void The_model_is_not_asked_where_its_answer_changes_nothing()
    {
        TrainingLabels labels = new(s_judged, DoubtedUse.Keep, LeftOutUse.Drop);
        Assert.Equal([0, 1, 3], labels.Sure);
        Assert.Empty(labels.Open);
        Suspect[] asked = [.. s_judged, new(5, 0, 1, 0.3, false) { Action = SampleAction.Asked }];
        Assert.Equal([5], new TrainingLabels(asked, DoubtedUse.AsListed, LeftOutUse.Drop).Open);
        Assert.Equal([0, 1, 3], new TrainingLabels(asked, DoubtedUse.AsListed, LeftOutUse.Drop).Sure);
        Assert.Equal([1, 5], new TrainingLabels(asked, DoubtedUse.Agree, LeftOutUse.Drop).Open);
        Assert.Equal([0, 1, 3, 5], new TrainingLabels(asked, DoubtedUse.Keep, LeftOutUse.Drop).Sure);
        Assert.Equal([1], new TrainingLabels(s_judged, DoubtedUse.Agree, LeftOutUse.Drop).Open);
        Assert.Equal([2, 4], new TrainingLabels(s_judged, DoubtedUse.Keep, LeftOutUse.Relabel).Open);
    }
}
