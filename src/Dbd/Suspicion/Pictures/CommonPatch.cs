using Dbd.Data;

namespace Dbd.Suspicion.Pictures;

/// <summary>A part of the pictures in which many suspects show the same, and few others do.</summary>
/// <param name="Window">Where.</param>
/// <param name="Suspects">The share of the suspects that show it, in [0, 1].</param>
/// <param name="Rest">The share of the other pictures with their label that show it.</param>
/// <param name="Others">The share of the pictures with other labels that show it.</param>
public sealed record CommonPatch(Window Window, double Suspects, double Rest, double Others)
{
    // What hard pictures of a class have in common, pictures of other classes have too; a trigger only suspects have. Some of those with
    // their label may be poisoned as well.
    private const int LeastCount = 10;
    private const double LeastMore = 0.2;
    private const double TimesOthers = 3;

    // Of windows that tell nearly as much, the largest shows the whole patch.
    private const double Nearly = 0.9;

    private double More => Suspects - Math.Max(Rest, Others);

    /// <summary>Looks for it in every window.</summary>
    /// <param name="data">Has the pictures.</param>
    /// <param name="suspects">Suspects of one label.</param>
    /// <param name="rest">Other samples of that label.</param>
    /// <param name="others">Samples of other labels.</param>
    /// <returns>Null where no part is clearly the suspects' own.</returns>
    public static CommonPatch? Find(IImageSource data, IReadOnlyList<int> suspects, IReadOnlyList<int> rest, IReadOnlyList<int> others)
    {
        byte[][] pictures = [.. suspects.Select(i => data.Read(i))];
        Windows windows = new(data.Shape, TypicalPicture.Of(pictures));
        (int[] ofSuspects, int[] ofRest, int[] ofOthers) = (windows.Same(pictures), windows.Same(Read(rest)), windows.Same(Read(others)));
        CommonPatch[] clear =
        [
            .. windows.All
                .Select((window, w) => new CommonPatch(
                    window, Share(ofSuspects[w], suspects), Share(ofRest[w], rest), Share(ofOthers[w], others)))
                .Where(patch => patch.Suspects * suspects.Count >= LeastCount && patch.More >= LeastMore
                    && patch.Suspects >= TimesOthers * patch.Others),
        ];
        double most = clear.Select(patch => patch.More).DefaultIfEmpty().Max();
        return clear.Where(patch => patch.More >= Nearly * most)
            .OrderBy(patch => patch.Window.Side).ThenBy(patch => patch.More)
            .LastOrDefault();

        IEnumerable<byte[]> Read(IReadOnlyList<int> samples)
        {
            byte[] picture = new byte[data.Shape.Bytes];
            foreach (int sample in samples)
            {
                data.Read(sample, picture);
                yield return picture;
            }
        }
    }

    private static double Share(int count, IReadOnlyList<int> samples) => samples.Count == 0 ? 0 : (double)count / samples.Count;
}
