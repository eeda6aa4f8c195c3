using Dbd.Attacks;
using Dbd.Imaging;

namespace Dbd.Tests.Poisoning;

/// <summary>An attack that is easy to see: the picture's negative.</summary>
internal sealed class Negative : IAttack
{
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        foreach (ref byte b in image)
            b = (byte)(255 - b);
    }
}
