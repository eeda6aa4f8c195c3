using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.BadNets;

/// <summary>A small pattern pasted on the picture: every byte of the trigger that is not zero replaces the picture's, or as another rule
/// says.</summary>
/// <remarks>Gu, Liu, Dolan-Gavitt, Garg, "BadNets: Evaluating Backdooring Attacks on Deep Neural Networks", IEEE Access 2019.
/// Zero is judged per channel, as in the reference: a pure red trigger pixel leaves green and blue.</remarks>
/// <param name="patch">The trigger.</param>
/// <param name="rule">How it is put on.</param>
/// <param name="alpha">Its opacity, in [0, 1], where the rule has one.</param>
internal sealed class BadNetsAttack(SizedPatch patch, StampRule rule = StampRule.Backdoorbench, double alpha = 1) : IAttack
{
    /// <summary>Makes the attack from its options.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException">A file is missing or no picture.</exception>
    public BadNetsAttack(BadNetsOptions options)
        : this(PatchOf(options), options.Rule, options.Alpha)
    {
    }

    /// <summary>Makes the attack of a trigger as large as the pictures.</summary>
    /// <param name="trigger">The trigger picture; it is not copied.</param>
    public BadNetsAttack(PixelBuffer trigger)
        : this(SizedPatch.Given(new Patch(trigger)))
    {
    }

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        Patch trigger = patch.For(shape);
        switch (rule)
        {
            case StampRule.Toolbox:
                trigger.Onto(image, (float)alpha);
                break;
            case StampRule.Box:
                trigger.Over(image, (float)alpha);
                break;
            default:
                Replace(image, trigger.Picture.Pixels);
                break;
        }
    }

    /// <summary>A trigger picture that is resized to each picture.</summary>
    internal static SizedPatch Resized(PixelBuffer trigger) =>
        new(shape => new Patch(Patch.Resized(trigger, shape, Interpolation.Bilinear)));

    private static SizedPatch PatchOf(BadNetsOptions options) => options switch
    {
        { TriggerPath: null } => new SizedPatch((options.Patch ?? new DrawnPatch()).On),
        { Resize: true, MaskPath: null } => Resized(TriggerFile.Read(options.TriggerPath)),
        { Resize: true } => throw new ConfigException("resize", "A trigger with a mask is not resized.", "Give both in the right size."),
        _ => SizedPatch.Read(options.TriggerPath, options.MaskPath),
    };

    private static void Replace(Span<byte> image, ReadOnlySpan<byte> trigger)
    {
        for (int i = 0; i < trigger.Length; i++)
        {
            if (trigger[i] != 0)
                image[i] = trigger[i];
        }
    }
}
