namespace Dbd.Imaging;

/// <summary>Enlarges a square plane of numbers by cubic convolution with the corners of both planes on each other, as PyTorch's
/// <c>interpolate(mode="bicubic", align_corners=True)</c>.</summary>
/// <remarks>Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981, with a = -0.75.</remarks>
internal static class CubicUpsampling
{
    private const double A = -0.75;
    private const int Taps = 4;

    /// <summary>Enlarges.</summary>
    /// <param name="plane">[side, side].</param>
    /// <param name="side">At least 1.</param>
    /// <param name="size">Of the result, at least 2.</param>
    /// <returns>[size, size].</returns>
    public static double[] Enlarge(ReadOnlySpan<double> plane, int side, int size)
    {
        (int[] from, double[] weights) = Weights(side, size);
        double[] result = new double[size * size];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                for (int t = 0; t < Taps * Taps; t++)
                {
                    (int row, int column) = (y * Taps + t / Taps, x * Taps + t % Taps);
                    result[y * size + x] += weights[row] * weights[column] * plane[from[row] * side + from[column]];
                }
            }
        }
        return result;
    }

    // Four neighbours an output row, those outside replaced by the one at the edge.
    private static (int[] From, double[] Weights) Weights(int side, int size)
    {
        int[] from = new int[size * Taps];
        double[] weights = new double[size * Taps];
        for (int i = 0; i < size; i++)
        {
            double place = (double)i * (side - 1) / (size - 1);
            int first = (int)Math.Floor(place) - 1;
            for (int t = 0; t < Taps; t++)
            {
                from[i * Taps + t] = Math.Clamp(first + t, 0, side - 1);
                weights[i * Taps + t] = Kernel(Math.Abs(place - (first + t)));
            }
        }
        return (from, weights);
    }

    private static double Kernel(double distance) => distance <= 1
        ? ((A + 2) * distance - (A + 3)) * distance * distance + 1
        : distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A : 0;
}
