using System.Collections.Concurrent;
using System.Collections.Immutable;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Attacks.AdaptivePatch;

/// <summary>One of several faint patches on each training picture, others, stronger, and together, on test pictures.</summary>
/// <remarks>Qi, Xie, Li, Mahloujifar, Mittal, "Revisiting the Assumption of Latent Separability for Backdoor Defenses", ICLR 2023,
/// section 4 (Adap-Patch). The toolbox normalises test pictures and undoes it before they get their patches, which moves a number by at
/// most 2e-7: that is left out. Its patches are pictures of its own; those drawn here have their places and sizes.</remarks>
internal sealed class AdaptivePatchAttack : IAttack
{
    private readonly AdaptivePatchOptions _options;
    private readonly OpaquePatch[] _training;
    private readonly OpaquePatch[] _test;
    private readonly ConcurrentDictionary<(SampleRole Role, int Of, long Seed), int[]> _orders = new();

    /// <summary>Makes the attack from its options.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException">A file is missing or no picture.</exception>
    public AdaptivePatchAttack(AdaptivePatchOptions options)
    {
        _options = options;
        _training = options.Triggers.Count > 0 ? OpaquePatch.Read("triggers", options.Triggers) : OpaquePatch.Training(options.Rule);
        _test = options.Rule == PatchRule.Box ? TestedByBox(_training)
            : options.TestTriggers.Count > 0 ? OpaquePatch.Read("test_triggers", options.TestTriggers)
            : OpaquePatch.Test;
    }

    /// <inheritdoc/>
    public IPoisonPolicy Policy => new WithCovers(AllToOne.Counted, _options.CoverRatio) { Own = CountRule.Floor };

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        ReadOnlySpan<OpaquePatch> patches = context.Split == SampleSplit.Test ? _test : [_training[PatchOf(context)]];
        using FloatPicture numbers = _options.Rule == PatchRule.Box ? FloatPicture.Levels(image) : FloatPicture.Unit(image);
        PutOn(numbers.Numbers, shape, patches, _options.Rule);
        numbers.Store(image);
    }

    /// <summary>Which patch each training sample gets.</summary>
    public IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed)
    {
        long[] assigned = new long[plan.Count];
        assigned.AsSpan().Fill(-1);
        foreach (int sample in plan.Poisoned.Concat(plan.Covers))
            assigned[sample] = PatchOf(plan.Context(sample, SampleSplit.Train, seed));
        return ImmutableDictionary<string, TensorData>.Empty.Add(
            "adaptive_patch_assigned", TensorData.From<long>(assigned, assigned.Length));
    }

    /// <summary>Puts patches on, one after the other.</summary>
    /// <param name="numbers">In [0, 1]; by the rule box in [0, 255].</param>
    /// <param name="shape">The picture's size.</param>
    /// <param name="patches">In this order.</param>
    /// <param name="rule">By whose arithmetic.</param>
    internal static void PutOn(Span<float> numbers, ImageShape shape, ReadOnlySpan<OpaquePatch> patches, PatchRule rule)
    {
        foreach (OpaquePatch patch in patches)
        {
            if (rule == PatchRule.Box)
                patch.Patch.For(shape).Over(numbers, patch.Alpha);
            else
                patch.Patch.For(shape).Onto(numbers, patch.Alpha);
        }
    }

    /// <summary>The patches of test pictures by the rule box.</summary>
    /// <param name="training">Those of training pictures.</param>
    internal static OpaquePatch[] TestedByBox(OpaquePatch[] training) => [.. training.Take(training.Length / 2).Reverse()];

    private int PatchOf(StampContext context)
    {
        if (_options.Rule == PatchRule.Toolbox)
            return Assignment.Contiguous(context.Place, context.Of, _training.Length);
        int[] order = _orders.GetOrAdd((context.Role, context.Of, context.Seed), _ => Shuffled(context));
        return Assignment.InTurn(order[context.Place], _training.Length);
    }

    private static int[] Shuffled(StampContext context)
    {
        Rng random = context.SharedRng;
        int[] poisoned = random.Permutation(context.Of);
        return context.Role == SampleRole.Poisoned ? poisoned : random.Permutation(context.Of);
    }
}
