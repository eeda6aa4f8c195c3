using Dbd.Imaging;

namespace Dbd.Attacks.WaNet;

/// <summary>Where each pixel of a warped picture is taken from: x and y in [-1, 1], corner to corner. All numbers are binary32.</summary>
internal static class WarpGrid
{
    /// <summary>A smooth field of control points: divided by the mean of their absolute values, and enlarged.</summary>
    /// <param name="points">[2, k, k], x first.</param>
    /// <param name="k">Their side.</param>
    /// <param name="size">The picture's side, at least 2.</param>
    /// <returns>[size, size, 2].</returns>
    public static float[] Field(ReadOnlySpan<float> points, int k, int size)
    {
        double mean = 0;
        foreach (float point in points)
            mean += Math.Abs((double)point) / points.Length;
        float[] field = new float[size * size * 2];
        for (int axis = 0; axis < 2; axis++)
        {
            double[] plane = new double[k * k];
            for (int i = 0; i < plane.Length; i++)
                plane[i] = points[axis * plane.Length + i] / mean;
            double[] enlarged = CubicUpsampling.Enlarge(plane, k, size);
            for (int i = 0; i < enlarged.Length; i++)
                field[2 * i + axis] = (float)enlarged[i];
        }
        return field;
    }

    /// <summary>The grid of a field.</summary>
    /// <param name="field">[size, size, 2].</param>
    /// <param name="size">The picture's side, at least 2.</param>
    /// <param name="s">The field's strength.</param>
    /// <param name="rescale">What the grid is multiplied by.</param>
    /// <returns>[size, size, 2].</returns>
    public static float[] Of(ReadOnlySpan<float> field, int size, double s, double rescale)
    {
        float[] grid = new float[field.Length];
        (float strength, float factor, float side) = ((float)s, (float)rescale, size);
        for (int i = 0; i < grid.Length; i++)
        {
            int pixel = i / 2;
            float place = Line(i % 2 == 0 ? pixel % size : pixel / size, size);
            grid[i] = Math.Clamp((place + strength * field[i] / side) * factor, -1f, 1f);
        }
        return grid;
    }

    /// <summary>A grid with noise: less than half a pixel either way.</summary>
    /// <param name="grid">[size, size, 2].</param>
    /// <param name="noise">The same, in [-1, 1].</param>
    /// <param name="size">The picture's side.</param>
    /// <param name="noisy">Gets the same.</param>
    public static void AddNoise(ReadOnlySpan<float> grid, ReadOnlySpan<float> noise, int size, Span<float> noisy)
    {
        float side = size;
        for (int i = 0; i < grid.Length; i++)
            noisy[i] = Math.Clamp(grid[i] + noise[i] / side, -1f, 1f);
    }

    // From both ends to the middle, as PyTorch's linspace.
    private static float Line(int i, int size)
    {
        float step = (float)(2.0 / (size - 1));
        return i < size / 2 ? -1f + step * i : 1f - step * (size - 1 - i);
    }
}
