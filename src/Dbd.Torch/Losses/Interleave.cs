namespace Dbd.Torch.Losses;

/// <summary>MixMatch's exchange of rows between its labeled batch and its two unlabeled ones, so that the BatchNorm of each
/// forward pass sees a share of all three.</summary>
/// <remarks>Each of the three batches is cut into three groups; group g of the first batch changes places with group g of
/// batch g, for g = 1, 2. Applying it twice is the identity.</remarks>
public static class Interleave
{
    private const int Batches = 3;

    /// <summary>Where each row comes from.</summary>
    /// <param name="size">Rows in each of the three batches.</param>
    /// <returns>int64 [3 * size]: row j of the result is row [j] of the three batches laid one after the other.</returns>
    public static long[] Indices(int size)
    {
        long[] source = [.. Enumerable.Range(0, Batches * size).Select(i => (long)i)];
        for (int group = 1; group < Batches; group++)
        {
            for (int row = Offset(group, size); row < Offset(group + 1, size); row++)
                (source[row], source[group * size + row]) = (source[group * size + row], source[row]);
        }
        return source;
    }

    // Groups of size / 3 rows; the last groups take one more each where it does not divide.
    private static int Offset(int group, int size)
    {
        int larger = size % Batches;
        return group * (size / Batches) + Math.Max(0, group - (Batches - larger));
    }
}
