using Dbd.Attacks;
using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Tests.Poisoning;

/// <summary>The negative, of any class, with the label of the next one.</summary>
internal sealed class NegativeToAll : IAttack
{
    public IPoisonPolicy Policy => new AllToAll();

    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context) => new Negative().Stamp(image, shape, context);
}

/// <summary>The negative, of the target class, without a change of label.</summary>
internal sealed class NegativeOfTarget : IAttack
{
    public IPoisonPolicy Policy => CleanLabel.Policy;

    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context) => new Negative().Stamp(image, shape, context);
}

/// <summary>As WaNet and ISSBA: a pattern of the run on every stamped picture, and on that a pattern of the sample's own; covers get
/// theirs alone.</summary>
internal sealed class Speckled : IAttack
{
    public const double CoverRatio = 0.5;

    public IPoisonPolicy Policy => new WithCovers(AllToOne.Policy, CoverRatio);

    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        if (context.Role == SampleRole.Poisoned)
            Add(image, context.SharedRng);
        Add(image, context.Rng);
    }

    public static void Add(Span<byte> image, Rng rng)
    {
        foreach (ref byte b in image)
            b ^= (byte)rng.NextInt(8);
    }
}
