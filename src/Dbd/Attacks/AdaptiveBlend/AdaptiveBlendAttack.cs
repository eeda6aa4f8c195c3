using System.Collections.Immutable;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Attacks.AdaptiveBlend;

/// <summary>A second picture shining faintly through the first, half of its pieces lacking on each training picture; whole, and stronger,
/// on test pictures.</summary>
/// <remarks>Qi, Xie, Li, Mahloujifar, Mittal, "Revisiting the Assumption of Latent Separability for Backdoor Defenses", ICLR 2023,
/// section 4 (Adap-Blend). Rule and defaults are backdoor-toolbox's; numbers are rounded to 8 bits, half up, as in
/// Circumventing-Backdoor-Defenses.</remarks>
/// <param name="options">The options.</param>
/// <param name="trigger">The trigger picture, of any size; it is not copied.</param>
/// <exception cref="ConfigException">A file is missing or of another kind.</exception>
internal sealed class AdaptiveBlendAttack(AdaptiveBlendOptions options, PixelBuffer trigger) : IAttack
{
    private readonly MaskedPieces _masked = new(options);
    private readonly SizedPatch _patch = new(shape => Patch.Everywhere(trigger, shape, Interpolation.Bicubic));

    /// <summary>Makes the attack from its files.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException">A file is missing or of another kind.</exception>
    public AdaptiveBlendAttack(AdaptiveBlendOptions options)
        : this(options, TriggerFile.Read(options.TriggerPath))
    {
    }

    /// <inheritdoc/>
    public IPoisonPolicy Policy => new WithCovers(AllToOne.Counted, options.CoverRatio) { Own = CountRule.Floor };

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        using FloatPicture numbers = FloatPicture.Unit(image);
        Patch whole = _patch.For(shape);
        if (context.Split == SampleSplit.Test)
            whole.Onto(numbers.Numbers, (float)options.TestAlpha);
        else
            whole.Onto(numbers.Numbers, (float)options.Alpha, PieceMask.Of(shape, _masked.Of(context)));
        numbers.Store(image);
    }

    /// <summary>The pieces that each training sample lacks.</summary>
    public IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed) =>
        ImmutableDictionary<string, TensorData>.Empty.Add("adaptive_blend_masked", _masked.All(plan, seed));
}
