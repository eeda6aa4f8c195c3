namespace Dbd.Imaging;

/// <summary>A box filter of fractional radius, in 24-bit fixed point: whole weights within <see cref="Radius"/>, and what is
/// left of the unit sum on the two samples beyond.</summary>
/// <param name="Radius">Whole radius, in pixels.</param>
/// <param name="Weight">Weight of each of the 2 Radius + 1 inner samples, times 2^24.</param>
/// <param name="EdgeWeight">Weight of each of the two samples at distance Radius + 1, times 2^24.</param>
/// <remarks>PIL 9.4, <c>ImageFilter.GaussianBlur</c>; Gwosdek et al., "Theoretical Foundations of Gaussian Convolution by Extended
/// Box Filtering", SSVM 2011.</remarks>
internal readonly record struct BoxKernel(int Radius, uint Weight, uint EdgeWeight)
{
    public const int Precision = 24;

    private const int Passes = 3;

    /// <summary>The box whose threefold application has the variance of a Gaussian.</summary>
    /// <param name="sigma">Standard deviation in pixels.</param>
    public static BoxKernel FromSigma(float sigma)
    {
        // Every product and sum is rounded to binary32, as in PIL; only the root is taken in binary64.
        float variance = sigma * sigma / Passes;
        float length = (float)Math.Sqrt(12.0 * variance + 1.0);
        float whole = MathF.Floor((length - 1) / 2);
        float fraction = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        fraction /= 6 * (variance - (whole + 1) * (whole + 1));
        return FromRadius(whole + fraction);
    }

    private static BoxKernel FromRadius(float radius)
    {
        int whole = (int)radius;
        uint weight = (uint)((1 << Precision) / (radius * 2 + 1));
        uint rest = (1u << Precision) - ((uint)whole * 2 + 1) * weight;
        return new BoxKernel(whole, weight, rest / 2);
    }
}
