using CsCheck;

using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class SuspicionsTests
{
    private const int Classes = 4;
    private const int OfLabel = 200;
    private const int Target = 2;
    private const int Poisoned = 60;

    private static readonly string[] s_names = ["ant", "bee", "cat", "dog"];

    [Fact]
    public void Poisoned_samples_come_first_and_the_target_is_named()
    {
        Suspicions found = Suspicions.Of(Data(Poisoned));
        Assert.Equal(Enumerable.Range(Classes * OfLabel, Poisoned), found.Ranked.Take(Poisoned).Order());
        Assert.Equal(
            Enumerable.Range(Classes * OfLabel, Poisoned), Enumerable.Range(0, found.Scores.Count).Where(i => found.IsSuspected[i]));
        Assert.Equal(Poisoned * 5 / 4, found.IsLeftOut.Count(isOut => isOut));
        Assert.False(found.IsAsked(Target, believed: 0));
        Assert.Equal(Target, found.Target);
        Assert.StartsWith(
            "Label 2 (cat): 60 of 260 samples look poisoned.", Assert.Single(found.Sentences(s_names)), StringComparison.Ordinal);
    }

    [Fact]
    public void On_clean_data_nothing_is_suspected_and_it_is_said_so()
    {
        Suspicions found = Suspicions.Of(Data(0));
        Assert.Null(found.Target);
        Assert.DoesNotContain(true, found.IsSuspected);
        Assert.All(found.Scores, s => Assert.InRange(s, 0, 0.5));
        Assert.StartsWith("No label stands out", Assert.Single(found.Sentences(s_names)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_contradicts_much_of_every_label_is_said_to_be_too_weak()
    {
        Evidence clean = Data(0);
        Evidence weak = clean with
        {
            Believed = [.. clean.Labels.Select((label, i) => clean.Losses[i] > 1.5f ? (label + 1) % Classes : label)],
        };
        Suspicions found = Suspicions.Of(weak);
        Assert.Null(found.Target);
        Assert.True(found.IsTooWeakToTell);
        Assert.False(Suspicions.Of(clean).IsTooWeakToTell);
        Assert.Contains("the model contradicts 50", Assert.Single(found.Sentences(s_names)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_witness_learned_the_trigger_last_the_contradictions_are_enough()
    {
        Evidence data = Data(Poisoned);
        Evidence blind = data with
        {
            EarlyLosses = [.. data.EarlyLosses.Select((loss, i) => i < Classes * OfLabel ? loss : 9)],
            EarlyNeighbours = [.. data.EarlyNeighbours.Select((share, i) => i < Classes * OfLabel ? share : 0)],
        };
        Suspicions found = Suspicions.Of(blind);
        Assert.Equal(Standing.Contradicted, found.Labels[Target].Standing);
        // Its poisoned samples are no kind of their own: half as many again are left out, and what else is contradicted is asked.
        Assert.Equal(found.Labels[Target].Poisoned * 3 / 2, found.IsLeftOut.Count(isOut => isOut));
        Assert.True(found.IsAsked(Target, believed: 0));
        Assert.False(found.IsAsked(Target, believed: Target));
        Assert.False(found.IsAsked(0, believed: Target));
        // A few of the hardest clean ones are as doubtful.
        Assert.InRange(found.Ranked.Take(Poisoned).Count(i => i >= Classes * OfLabel), Poisoned - 10, Poisoned);
    }

    [Fact]
    public void An_attack_that_leaves_labels_as_they_are_is_seen_by_what_was_learned_at_once()
    {
        Evidence data = Data(Poisoned);
        int clean = Classes * OfLabel;
        Evidence believed = data with
        {
            Believed = [.. data.Believed.Select((label, i) => i < clean ? label : Target)],
            LabelProbabilities = [.. data.LabelProbabilities.Select((p, i) => i < clean ? p : 1)],
            Losses = [.. data.Losses.Select((loss, i) => i < clean ? loss : 0)],
        };
        Suspicions found = Suspicions.Of(believed);
        Assert.Equal(Standing.FittedAtOnce, found.Labels[Target].Standing);
        Assert.Equal(Enumerable.Range(clean, Poisoned), Enumerable.Range(0, found.Scores.Count).Where(i => found.IsSuspected[i]));
        Assert.Equal(found.IsSuspected, found.IsLeftOut);
        Assert.Equal(Verdict.AttackFound, found.Verdict);
        Assert.StartsWith(
            "Label 2 (cat): 60 of 260 samples were learned at once, and the others hardly",
            Assert.Single(found.Sentences(s_names)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_is_the_weight_times_the_geometric_mean_of_early_and_doubted_and_counts_who_was_fitted_at_once()
    {
        Evidence data = Data(Poisoned);
        Suspicions found = Suspicions.Of(data);
        for (int i = 0; i < data.Count; i++)
        {
            double early = (Rank(data, i, j => -data.EarlyLosses[j]) + Rank(data, i, j => data.EarlyNeighbours[j])) / 2;
            double doubted = (Rank(data, i, j => data.Losses[j])
                + Rank(data, i, j => -data.LabelProbabilities[j])
                + Rank(data, i, j => -data.Neighbours[j])) / 3;
            Assert.Equal(early, found.Early[i], 1e-9);
            Assert.Equal(doubted, found.Doubted[i], 1e-9);
            double weight = data.Labels[i] == Target ? 1 : Math.Clamp(10 * found.Labels[data.Labels[i]].EarlyShare, 0.1, 0.5);
            double score = weight * Math.Sqrt(early * doubted);
            // The target's samples are of two kinds.
            Assert.Equal(data.Labels[i] == Target ? (found.AtOnce[i] + score) / 2 : score, found.Scores[i], 1e-9);
        }
    }

    [Fact]
    public void More_evidence_never_makes_a_score_smaller() =>
        Gen.Select(Gen.Int[0, Classes * OfLabel - 1], Gen.Int[0, 4], Gen.Float[0.01f, 1f]).Sample((sample, kind, more) =>
        {
            Evidence before = Data(Poisoned);
            Evidence after = kind switch
            {
                0 => before with { EarlyLosses = Changed(before.EarlyLosses, sample, v => v * (1 - more)) },
                1 => before with { EarlyNeighbours = Changed(before.EarlyNeighbours, sample, v => v + (1 - v) * more) },
                2 => before with { Losses = Changed(before.Losses, sample, v => v + more) },
                3 => before with { LabelProbabilities = Changed(before.LabelProbabilities, sample, v => v * (1 - more)) },
                _ => before with { Neighbours = Changed(before.Neighbours, sample, v => v * (1 - more)) },
            };
            return Suspicions.Of(after).Scores[sample] >= Suspicions.Of(before).Scores[sample] - 1e-4; // the fit moves a little
        }, iter: 60);

    [Fact]
    public void How_well_poisoned_samples_are_found_is_told_where_they_are_known()
    {
        Detection found = Found(Poisoned);
        // The 5 % of highest score are fewer than the poisoned ones.
        Assert.Equal((860, Poisoned, 1.0), (found.Samples, found.Poisoned, found.Auroc));
        Assert.Equal((43.0 / Poisoned, 1.0), (found.RecallInTop5Percent, found.RecallInTop10Percent));
        Assert.Equal((Poisoned, Poisoned), (found.Suspected, found.PoisonedAmongSuspected));
        Assert.True(found.IsTargetNamed);
        Assert.Equal(
            "60 of 860 samples are poisoned: AUROC 1.0000; recall 0.717 in the top 5 %, 1.000 in the top 10 %; "
                + "60 of 60 suspected ones are poisoned.",
            $"{found}");
        Assert.Equal("No sample is poisoned; 0 of 800 are suspected.", $"{Found(0)}");
    }

    private static Detection Found(int poisoned)
    {
        Evidence data = Data(poisoned);
        Suspicions found = Suspicions.Of(data);
        return Detection.Of(
            [.. found.Ranked.Select(i => new Suspect(i, data.Labels[i], data.Believed[i], found.Scores[i], found.IsSuspected[i]))],
            new KnownAttack(i => i >= Classes * OfLabel, _ => false, Target),
            found.Target);
    }

    // Clean samples: the harder one is, the later it is learned and the more it is doubted; every tenth of the hardest is believed to be
    // another class. Poisoned ones are learned first of all, and the final model believes their true label.
    private static Evidence Data(int poisoned)
    {
        int clean = Classes * OfLabel;
        int[] labels = [.. Enumerable.Range(0, clean).Select(i => i % Classes), .. Enumerable.Repeat(Target, poisoned)];
        float[] hardness = [.. Enumerable.Range(0, clean).Select(i => (i / Classes + 0.5f) / OfLabel)];
        float[] Both(Func<float, float> ofClean, Func<int, float> ofPoisoned) =>
            [.. hardness.Select(ofClean), .. Enumerable.Range(0, poisoned).Select(ofPoisoned)];
        return new Evidence
        {
            Labels = labels,
            Classes = Classes,
            EarlyLosses = Both(h => 0.2f + 2 * h, i => 0.001f * i / Poisoned),
            EarlyNeighbours = Both(h => 1 - 0.8f * h, _ => 1),
            Losses = Both(h => 3 * h, i => 2.9f + 0.001f * i),
            Believed =
            [
                .. Enumerable.Range(0, clean).Select(i => hardness[i] > 0.97f ? (labels[i] + 1) % Classes : labels[i]),
                .. Enumerable.Repeat(0, poisoned),
            ],
            LabelProbabilities = Both(h => 1 - h, _ => 0.01f),
            Neighbours = Both(h => 1 - h, i => 0.05f + 0.0001f * i),
        };
    }

    private static double Rank(Evidence data, int sample, Func<int, double> value)
    {
        int[] own = [.. Enumerable.Range(0, data.Count).Where(j => data.Labels[j] == data.Labels[sample])];
        return own.Sum(j => value(j) < value(sample) ? 1.0 : value(j) == value(sample) ? 0.5 : 0) / own.Length;
    }

    private static float[] Changed(float[] values, int sample, Func<float, float> change)
    {
        float[] changed = [.. values];
        changed[sample] = change(values[sample]);
        return changed;
    }
}
