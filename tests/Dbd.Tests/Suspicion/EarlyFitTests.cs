using CsCheck;

using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class EarlyFitTests
{
    private const int Classes = 4;
    private const int OfLabel = 100;
    private const int Target = 2;

    private static readonly int[] s_labels = [.. Enumerable.Range(0, Classes * OfLabel).Select(i => i % Classes)];

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(400)]
    public void Samples_of_one_label_with_a_loss_that_no_other_has_are_suspects_however_many(int poisoned)
    {
        float[] losses = [.. Clean(), .. Enumerable.Range(0, poisoned).Select(i => 1e-4f * i)];
        int[] labels = [.. s_labels, .. Enumerable.Repeat(Target, poisoned)];
        bool[] suspects = EarlyFit.Suspects(losses, labels, Classes);
        Assert.All(Enumerable.Range(s_labels.Length, poisoned), i => Assert.True(suspects[i]));
        Assert.DoesNotContain(true, suspects[..s_labels.Length]);
    }

    [Fact]
    public void Where_all_labels_are_alike_nothing_is_suspect() =>
        Assert.DoesNotContain(true, EarlyFit.Suspects(Clean(), s_labels, Classes));

    // A class may be large without any poison: its losses are spread as those of the others.
    [Theory]
    [InlineData(1100, 500, 500, 500)]
    [InlineData(3000, 1000, 1000, 1000)]
    [InlineData(2500, 400, 500, 600)]
    [InlineData(3000, 1000)]
    public void A_large_label_is_not_suspect_for_its_size(params int[] sizes)
    {
        (float[] losses, int[] labels) = Spread(sizes);
        Assert.InRange(EarlyFit.Suspects(losses, labels, sizes.Length).Count(s => s), 0, sizes[0] / 50);
    }

    [Fact]
    public void Poisoned_samples_that_are_most_of_a_label_are_suspects_still()
    {
        (float[] losses, int[] labels) = Spread(4000, 4000, 4000, 4000);
        losses = [.. losses, .. Enumerable.Range(0, 10_000).Select(i => 1e-7f * i)];
        bool[] suspects = EarlyFit.Suspects(losses, [.. labels, .. Enumerable.Repeat(Target, 10_000)], Classes);
        Assert.All(suspects[labels.Length..], Assert.True);
        Assert.InRange(suspects[..labels.Length].Count(s => s), 0, 80);
    }

    [Fact]
    public void An_easy_label_loses_only_what_the_others_have_less_than_half_as_often()
    {
        // Losses of the others are spread evenly over [0, 1); of this label three quarters lie below 0.25, where a quarter of theirs do.
        float[] losses = Clean();
        int[] easy = [.. Enumerable.Range(0, losses.Length).Where(i => s_labels[i] == Target)];
        for (int k = 0; k < OfLabel; k++)
            losses[easy[k]] = k < 75 ? 0.25f * k / 75 : 0.25f + 0.75f * (k - 75) / 25;
        bool[] suspects = EarlyFit.Suspects(losses, s_labels, Classes);
        Assert.InRange(easy.Count(i => suspects[i]), 70, 76);
        Assert.Equal(easy.Count(i => suspects[i]), suspects.Count(s => s));
    }

    [Fact]
    public void Suspects_of_a_label_have_its_lowest_losses() =>
        Gen.Select(Gen.Float[0, 10], Gen.Int[0, Classes - 1]).Array[1, 200].Sample(samples =>
        {
            (float[] losses, int[] labels) = ([.. samples.Select(s => s.Item1)], [.. samples.Select(s => s.Item2)]);
            bool[] suspects = EarlyFit.Suspects(losses, labels, Classes);
            return Enumerable.Range(0, losses.Length).Where(i => suspects[i]).All(i =>
                Enumerable.Range(0, losses.Length).All(j => labels[j] != labels[i] || losses[j] > losses[i] || suspects[j]));
        });

    private static (float[] Losses, int[] Labels) Spread(params int[] sizes) => (
        [.. sizes.SelectMany(size => Enumerable.Range(0, size).Select(i => (i + 0.5f) / size))],
        [.. sizes.SelectMany((size, label) => Enumerable.Repeat(label, size))]);

    private static float[] Clean() => [.. Enumerable.Range(0, s_labels.Length).Select(i => (float)(i / Classes) / OfLabel + 0.05f)];
}
