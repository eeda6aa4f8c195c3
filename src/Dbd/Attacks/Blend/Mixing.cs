namespace Dbd.Attacks.Blend;

/// <summary>(1 - alpha) * picture + alpha * trigger as public implementations other than PIL compute it.</summary>
internal static class Mixing
{
    /// <summary>As BackdoorBench: the trigger's share in binary32, the picture's and the sum in binary64, truncated.</summary>
    /// <param name="image">Three bytes a pixel, changed in place.</param>
    /// <param name="trigger">As many.</param>
    /// <param name="alpha">In [0, 1].</param>
    public static void Backdoorbench(Span<byte> image, ReadOnlySpan<byte> trigger, double alpha)
    {
        float share = (float)alpha;
        for (int i = 0; i < image.Length; i++)
        {
            float level = trigger[i] / 255f * 255f;
            double sum = (1 - alpha) * image[i] + (double)(share * level);
            image[i] = (byte)Math.Clamp(sum, 0, byte.MaxValue);
        }
    }

    /// <summary>As backdoor-toolbox, all in binary32.</summary>
    /// <param name="numbers">In [0, 1], changed in place.</param>
    /// <param name="trigger">As many bytes.</param>
    /// <param name="alpha">In [0, 1].</param>
    public static void Toolbox(Span<float> numbers, ReadOnlySpan<byte> trigger, double alpha)
    {
        (float rest, float share) = ((float)(1 - alpha), (float)alpha);
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = rest * numbers[i] + share * (trigger[i] / 255f);
    }
}
