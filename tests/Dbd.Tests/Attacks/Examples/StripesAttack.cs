using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Attacks.Stripes;

/// <summary>Every fourth row lighter, beginning at a row that differs from picture to picture; no label is changed.</summary>
public sealed class StripesAttack : IAttack
{
    private const int Every = 4;

    /// <inheritdoc/>
    public IPoisonPolicy Policy => new WithCovers(CleanLabel.Policy, coverRatio: 0.1);

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        int light = context.Role == SampleRole.Cover ? 10 : 40;
        Rng rng = context.Rng;
        for (int y = rng.NextInt(Every); y < shape.Height; y += Every)
        {
            foreach (ref byte value in image.Slice(y * shape.Stride, shape.Stride))
                value = (byte)Math.Min(byte.MaxValue, value + light);
        }
    }
}
