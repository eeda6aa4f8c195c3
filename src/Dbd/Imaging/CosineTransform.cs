namespace Dbd.Imaging;

/// <summary>The orthonormal two-dimensional cosine transform (DCT-II), in binary64.</summary>
internal static class CosineTransform
{
    /// <summary>The block whose transform is zero but for some coefficients: what raising them adds to any block, since the transform is
    /// linear.</summary>
    /// <param name="side">Rows and columns of the block.</param>
    /// <param name="coefficients">Row and column of each frequency, from 0; one that stands twice counts twice.</param>
    /// <param name="magnitude">The coefficients' value.</param>
    /// <returns>[side, side].</returns>
    public static double[] Inverse(int side, IEnumerable<(int Row, int Column)> coefficients, double magnitude)
    {
        double[] block = new double[side * side];
        foreach ((int row, int column) in coefficients)
        {
            double[] down = Wave(side, row), across = Wave(side, column);
            for (int i = 0; i < block.Length; i++)
                block[i] += magnitude * down[i / side] * across[i % side];
        }
        return block;
    }

    private static double[] Wave(int side, int frequency)
    {
        double scale = Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / side);
        return [.. Enumerable.Range(0, side).Select(i => scale * Math.Cos(Math.PI * (2 * i + 1) * frequency / (2 * side)))];
    }
}
