using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.Blend;

/// <summary>A second picture shining through the whole of the first: (1 - alpha) * image + alpha * trigger.</summary>
/// <remarks>Chen, Liu, Li, Lu, Song, "Targeted Backdoor Attacks on Deep Learning Systems Using Data Poisoning", arXiv 1712.05526
/// (blended injection). By default the trigger is resized to the picture with PIL's default filter, bicubic.</remarks>
/// <param name="alpha">Share of the trigger, in [0, 1].</param>
/// <param name="trigger">The trigger picture, of any size where the rule resizes it; it is not copied.</param>
/// <param name="rule">Whose arithmetic mixes.</param>
internal sealed class BlendAttack(double alpha, PixelBuffer trigger, BlendRule rule = BlendRule.Pillow) : IAttack
{
    private readonly SizedPatch _fitted = new(shape => Fitted(trigger, shape, rule));

    /// <summary>Makes the attack from its trigger file.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException">The file is missing or no picture.</exception>
    public BlendAttack(BlendOptions options)
        : this(options.Alpha, TriggerFile.Read(options.TriggerPath), options.Rule)
    {
    }

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        Patch fitted = _fitted.For(shape);
        ReadOnlySpan<byte> pixels = fitted.Picture.Pixels;
        switch (rule)
        {
            case BlendRule.Pillow:
                Blending.Blend(image, pixels, alpha);
                break;
            case BlendRule.Backdoorbench:
                Mixing.Backdoorbench(image, pixels, alpha);
                break;
            case BlendRule.Box:
                fitted.Over(image, (float)alpha);
                break;
            default:
                using (FloatPicture numbers = FloatPicture.Unit(image))
                {
                    Mixing.Toolbox(numbers.Numbers, pixels, alpha);
                    numbers.Store(image);
                }
                break;
        }
    }

    private static Patch Fitted(PixelBuffer trigger, ImageShape shape, BlendRule rule)
    {
        if (rule is BlendRule.Toolbox or BlendRule.Box && trigger.Shape != shape)
            throw new ConfigException(
                TriggerFile.Key, $"The trigger picture is {trigger.Shape} pixels, but the data set's pictures are {shape}.",
                "This rule does not resize it: give one of that size, or use the rule pillow or backdoorbench.");
        return Patch.Everywhere(trigger, shape, rule == BlendRule.Backdoorbench ? Interpolation.Bilinear : Interpolation.Bicubic);
    }
}
