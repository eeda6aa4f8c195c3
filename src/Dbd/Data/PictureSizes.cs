using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>How large pictures are, width by height.</summary>
/// <param name="Looked">How many were looked at.</param>
/// <param name="Smallest">The one of the fewest pixels.</param>
/// <param name="Usual">The size of most.</param>
/// <param name="Largest">The one of the most pixels.</param>
internal sealed record PictureSizes(int Looked, string Smallest, string Usual, string Largest)
{
    private const int MostLooked = 200;

    /// <summary>Of pictures that are all of one size.</summary>
    public static PictureSizes All(int count, ImageShape shape) => new(count, Text(shape), Text(shape), Text(shape));

    /// <summary>Reads the headers of some of the files, from all over the list.</summary>
    /// <param name="files">Opens each.</param>
    /// <param name="warnings">Is told of those that cannot be read.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <returns>Null where none can be read.</returns>
    public static PictureSizes? Of(IReadOnlyList<Func<EncodedPicture>> files, List<string> warnings, CancellationToken cancellation)
    {
        int count = Math.Min(files.Count, MostLooked);
        List<ImageShape> shapes = [];
        List<string> problems = [];
        for (int i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                using EncodedPicture picture = files[(int)((long)i * files.Count / count)]();
                shapes.Add(Upright(picture));
            }
            catch (DbdException e)
            {
                problems.Add(e.Message);
            }
        }
        if (problems.Count > 0)
            warnings.Add($"{problems.Count} of {count} pictures that were looked at cannot be read: {problems[0]}");
        return shapes.Count == 0
            ? null
            : new PictureSizes(
                shapes.Count, Text(shapes.MinBy(Pixels)), Text(shapes.CountBy(s => s).MaxBy(s => s.Value).Key), Text(shapes.MaxBy(Pixels)));
    }

    private static ImageShape Upright(EncodedPicture picture) =>
        Orientation.IsTurned(picture.Exif) ? new ImageShape(picture.Shape.Width, picture.Shape.Height) : picture.Shape;

    private static long Pixels(ImageShape shape) => (long)shape.Height * shape.Width;

    private static string Text(ImageShape shape) => $"{shape.Width}x{shape.Height}";
}
