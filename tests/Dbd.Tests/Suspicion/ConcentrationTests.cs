using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class ConcentrationTests
{
    // 1,000 samples each, of which a model disbelieves more or fewer, most of them late ones: what clean data look like.
    private static readonly ClassDoubt s_hard = new(1000, Contradicted: 300, EarlyContradicted: 30, SurelyContradicted: 150);
    private static readonly ClassDoubt s_easy = new(1000, Contradicted: 60, EarlyContradicted: 5, SurelyContradicted: 30);

    [Fact]
    public void Where_labels_differ_as_easy_and_hard_ones_do_none_stands_out() =>
        Assert.All(Judged(s_hard, s_hard, s_easy, s_easy, s_hard), l => Assert.Equal((Standing.No, 0), (l.Standing, l.Poisoned)));

    [Theory]
    [InlineData(55, 100, 50)]
    [InlineData(54, 100, null)] // with the usual 5 taken away, less than a twentieth of the label
    [InlineData(60, 180, 55)]
    [InlineData(60, 181, null)] // more than two thirds of what is contradicted was learned late: hard, not poisoned
    public void A_label_stands_out_by_what_is_early_and_contradicted(int early, int contradicted, int? poisoned)
    {
        ClassDoubt label = Judged(s_easy, s_easy, s_hard, s_easy with { EarlyContradicted = early, Contradicted = contradicted })[3];
        Assert.Equal(poisoned is null ? Standing.No : Standing.EarlyAndContradicted, label.Standing);
        Assert.Equal(poisoned ?? 0, label.Poisoned);
    }

    [Theory]
    [InlineData(179, Standing.No)]
    [InlineData(180, Standing.EarlyAndContradicted)]
    public void What_all_labels_have_is_usual(int early, Standing standing)
    {
        ClassDoubt noisy = new(1000, Contradicted: 100, EarlyContradicted: 60, SurelyContradicted: 100);
        Assert.Equal(
            [Standing.No, Standing.No, Standing.No, standing],
            Judged(noisy, noisy, noisy, noisy with { EarlyContradicted = early, Contradicted = 300 }).Select(l => l.Standing));
    }

    [Fact]
    public void Where_the_witness_learned_the_trigger_last_the_surely_contradicted_are_enough()
    {
        ClassDoubt clean = new(1000, Contradicted: 20, EarlyContradicted: 0, SurelyContradicted: 10);
        ClassDoubt target = clean with { Contradicted = 320, SurelyContradicted = 310 };
        Assert.Equal(
            (Standing.Contradicted, 300),
            (Judged(clean, clean, clean, target)[3].Standing, Judged(clean, clean, clean, target)[3].Poisoned));
        Assert.Equal(Standing.No, Judged(clean, clean, clean, clean with { SurelyContradicted = 59 })[3].Standing);
    }

    [Fact]
    public void Of_two_classes_one_may_be_the_target() => Assert.Equal(
        [Standing.No, Standing.EarlyAndContradicted],
        Judged(s_hard, s_hard with { Contradicted = 600, EarlyContradicted = 330 }).Select(l => l.Standing));

    [Fact]
    public void A_few_samples_and_a_class_without_any_are_no_evidence() => Assert.All(
        Judged(new ClassDoubt(0, 0, 0, 0), new ClassDoubt(20, 4, 4, 4), new ClassDoubt(20, 0, 0, 0)),
        l => Assert.Equal(Standing.No, l.Standing));

    [Theory]
    [InlineData(6.0, 400, 2.0, Standing.FittedAtOnce)]
    [InlineData(3.9, 400, 2.0, Standing.No)]
    [InlineData(6.0, 400, 4.1, Standing.No)] // the others are nearly as far apart: labels are wrong everywhere
    [InlineData(6.0, 49, 2.0, Standing.No)]
    [InlineData(6.0, 801, 2.0, Standing.No)] // nearly all was learned at once: the rest are hard pictures
    public void A_label_whose_samples_are_of_two_kinds_stands_out(double distance, int atOnce, double usual, Standing standing)
    {
        ClassDoubt other = s_easy with { KindsDistance = usual, FittedAtOnce = 500 };
        IReadOnlyList<ClassDoubt> judged = Judged(other, other, other, other with { KindsDistance = distance, FittedAtOnce = atOnce });
        Assert.Equal([Standing.No, Standing.No, Standing.No, standing], judged.Select(l => l.Standing));
        Assert.Equal(standing == Standing.No ? 0 : atOnce, judged[3].Poisoned);
    }

    [Fact]
    public void Of_two_kinds_and_contradicted_all_that_was_fitted_at_once_looks_poisoned()
    {
        ClassDoubt target = s_easy with { EarlyContradicted = 300, Contradicted = 400, KindsDistance = 6, FittedAtOnce = 330 };
        ClassDoubt judged = Judged(s_easy, s_easy, s_easy, target)[3];
        Assert.Equal((Standing.EarlyAndContradicted, 330), (judged.Standing, judged.Poisoned));
    }

    private static IReadOnlyList<ClassDoubt> Judged(params ClassDoubt[] labels) => Concentration.Judged(labels);
}
