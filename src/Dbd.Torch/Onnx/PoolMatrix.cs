namespace Dbd.Torch.Onnx;

/// <summary>PyTorch's adaptive average pool along one axis, as a matrix: window i of n begins at floor(i * size / n) and ends before
/// ceil((i + 1) * size / n).</summary>
internal static class PoolMatrix
{
    /// <summary>The matrix.</summary>
    /// <param name="size">Pixels.</param>
    /// <param name="windows">How many means there are.</param>
    /// <returns>[windows, size], row-major.</returns>
    public static float[] Of(int size, int windows)
    {
        float[] matrix = new float[windows * size];
        for (int i = 0; i < windows; i++)
        {
            int begin = i * size / windows;
            int end = ((i + 1) * size + windows - 1) / windows;
            matrix.AsSpan(i * size + begin, end - begin).Fill(1f / (end - begin));
        }
        return matrix;
    }

    /// <summary>The same, [size, windows].</summary>
    public static float[] Transposed(int size, int windows)
    {
        float[] matrix = Of(size, windows);
        float[] transposed = new float[matrix.Length];
        for (int at = 0; at < matrix.Length; at++)
            transposed[at % size * windows + at / size] = matrix[at];
        return transposed;
    }
}
