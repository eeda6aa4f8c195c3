namespace Dbd.Imaging;

/// <summary>Linear mixing of 8-bit pictures, bit for bit as PIL 9.4's <c>Image.blend</c>.</summary>
internal static class Blending
{
    /// <summary>Replaces a picture by (1 - alpha) * picture + alpha * other.</summary>
    /// <param name="pixels">The picture, changed in place.</param>
    /// <param name="other">The other one, as many bytes.</param>
    /// <param name="alpha">The other one's share; used in binary32. Outside [0, 1] it extrapolates, clamped to [0, 255].</param>
    /// <exception cref="ArgumentException">The numbers of bytes differ.</exception>
    public static void Blend(Span<byte> pixels, ReadOnlySpan<byte> other, double alpha)
    {
        if (pixels.Length != other.Length)
            throw new ArgumentException($"The pictures have {pixels.Length} and {other.Length} bytes.", nameof(other));
        float share = (float)alpha;
        if (share == 0)
            return;
        if (share == 1)
        {
            other.CopyTo(pixels);
            return;
        }
        int done = Simd.Enabled ? VectorColour.Blend(pixels, other, share) : 0;
        ScalarColour.Blend(pixels[done..], other[done..], share);
    }

    /// <summary>Replaces a picture by (1 - factor) * value + factor * picture.</summary>
    internal static void FromConstant(Span<byte> pixels, byte value, double factor)
    {
        float share = (float)factor;
        if (share == 1)
            return;
        if (share == 0)
        {
            pixels.Fill(value);
            return;
        }
        int done = Simd.Enabled ? VectorColour.BlendFromConstant(pixels, value, share) : 0;
        ScalarColour.BlendFromConstant(pixels[done..], value, share);
    }

    /// <summary>Replaces a picture by (1 - factor) * its luma + factor * picture.</summary>
    internal static void FromGrey(Span<byte> pixels, double factor)
    {
        float share = (float)factor;
        if (share == 1)
            return;
        if (share == 0)
        {
            Luma.Replicate(pixels);
            return;
        }
        int done = Simd.Enabled ? VectorColour.BlendFromGrey(pixels, share) : 0;
        ScalarColour.BlendFromGrey(pixels[done..], share);
    }
}
