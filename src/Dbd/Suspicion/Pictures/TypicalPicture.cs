namespace Dbd.Suspicion.Pictures;

/// <summary>What most of some pictures show at each place. A mean is moved by all of them; this is not: where a third of them have the same
/// patch, it is that patch.</summary>
internal static class TypicalPicture
{
    /// <summary>Levels, of 255, by which two pixels may differ and still show the same: compression changes them.</summary>
    public const int Tolerance = 16;

    private const int Levels = 256;

    /// <summary>Finds it.</summary>
    /// <param name="pictures">Of one size; at least one.</param>
    /// <returns>At each place the mean of the values in the fullest range of twice the tolerance.</returns>
    public static byte[] Of(IReadOnlyList<byte[]> pictures)
    {
        byte[] typical = new byte[pictures[0].Length];
        int[] counts = new int[Levels];
        for (int place = 0; place < typical.Length; place++)
        {
            Array.Clear(counts);
            foreach (byte[] picture in pictures)
                counts[picture[place]]++;
            typical[place] = Fullest(counts);
        }
        return typical;
    }

    private static byte Fullest(int[] counts)
    {
        const int width = 2 * Tolerance + 1;
        int inside = counts.Take(width).Sum();
        (int most, int from) = (inside, 0);
        for (int next = 1; next + width <= Levels; next++)
        {
            inside += counts[next + width - 1] - counts[next - 1];
            if (inside > most)
                (most, from) = (inside, next);
        }
        long sum = Enumerable.Range(from, width).Sum(level => (long)level * counts[level]);
        return (byte)Math.Round((double)sum / most);
    }
}
