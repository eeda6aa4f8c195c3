using Dbd.Data;
using Dbd.Imaging;

namespace Dbd.Suspicion.Pictures;

/// <summary>What the most suspicious pictures have in common: their label, what they look like on the whole, a patch. A person sees in it
/// what no threshold does.</summary>
/// <param name="Leading">The label that leads among the most suspicious.</param>
/// <param name="Suspects">How many of them have it; the pictures are of these.</param>
/// <param name="Rest">How many others with that label they are compared with.</param>
/// <param name="Shape">The size of the pictures.</param>
/// <param name="MeanOfSuspects">uint8 <c>[height, width, 3]</c>.</param>
/// <param name="MeanOfRest">Likewise.</param>
/// <param name="Difference">The former minus the latter, around grey.</param>
/// <param name="Times">How many times as large as it is the difference is shown.</param>
/// <param name="Patch">A part that is clearly the suspects' own; null where there is none.</param>
public sealed record SharedTraits(
    LeadingLabel Leading, int Suspects, int Rest, ImageShape Shape,
    ReadOnlyMemory<byte> MeanOfSuspects, ReadOnlyMemory<byte> MeanOfRest, ReadOnlyMemory<byte> Difference, double Times,
    CommonPatch? Patch)
{
    // Of fewer pictures a mean shows the pictures.
    private const int LeastPictures = 10;

    // More of the rest would take time, and tell nothing new.
    private const int MostOfRest = 2000;

    /// <summary>Compares.</summary>
    /// <param name="data">The training set.</param>
    /// <param name="ranked">All its samples, the most suspicious first.</param>
    /// <returns>Null where there are too few samples to compare.</returns>
    public static SharedTraits? Of(IImageSource data, IReadOnlyList<int> ranked)
    {
        if (LeadingLabel.Of([.. ranked.Select(data.Label)]) is not { Count: >= LeastPictures } leading)
            return null;
        int[] suspects = [.. ranked.Take(leading.Among).Where(IsOfLabel)];
        int[] rest = Evenly([.. ranked.Skip(leading.Among).Where(IsOfLabel)]);
        if (rest.Length < LeastPictures)
            return null;
        int[] others = Evenly([.. ranked.Skip(leading.Among).Where(i => !IsOfLabel(i))]);
        double[] mean = MeanPicture.Of(data, suspects);
        double[] meanOfRest = MeanPicture.Of(data, rest);
        (byte[] difference, double times) = MeanPicture.Difference(mean, meanOfRest);
        return new SharedTraits(
            leading, suspects.Length, rest.Length, data.Shape,
            MeanPicture.Rounded(mean), MeanPicture.Rounded(meanOfRest), difference, times,
            CommonPatch.Find(data, suspects, rest, others));

        bool IsOfLabel(int sample) => data.Label(sample) == leading.Label;
    }

    // Evenly from all: those of a rank are alike.
    private static int[] Evenly(int[] samples)
    {
        int count = Math.Min(MostOfRest, samples.Length);
        return [.. Enumerable.Range(0, count).Select(i => samples[(int)((long)i * samples.Length / count)])];
    }
}
