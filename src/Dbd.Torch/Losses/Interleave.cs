namespace Dbd.Torch.Losses;

/// <summary>MixMatch's exchange of rows between its batches, the labeled ones first: the BatchNorm of the first forward pass sees a share
/// of all, that of each other one some rows of the first.</summary>
/// <remarks>Each of the batches is cut into as many groups as there are batches; group g of the first batch changes places with
/// group g of batch g, for g = 1, 2... Applying it twice is the identity.</remarks>
internal static class Interleave
{
    /// <summary>Where each row comes from.</summary>
    /// <param name="size">Rows in each of the batches.</param>
    /// <param name="batches">Number of batches: three as published.</param>
    /// <returns>int64 [batches * size]: row j of the result is row [j] of the batches laid one after the other.</returns>
    public static long[] Indices(int size, int batches = 3)
    {
        long[] source = [.. Enumerable.Range(0, batches * size).Select(i => (long)i)];
        for (int group = 1; group < batches; group++)
        {
            for (int row = Offset(group, size, batches); row < Offset(group + 1, size, batches); row++)
                (source[row], source[group * size + row]) = (source[group * size + row], source[row]);
        }
        return source;
    }

    // Groups of size / batches rows; the last groups take one more each where it does not divide.
    private static int Offset(int group, int size, int batches)
    {
        int larger = size % batches;
        return group * (size / batches) + Math.Max(0, group - (batches - larger));
    }
}
