using Dbd.Imaging;

namespace Dbd.Reports.Html;

/// <summary>Many pictures in one PNG, in rows, for a page that shows them one by one.</summary>
public sealed class PictureSheet
{
    // A page of hundreds of pictures has no room for larger ones.
    private const int LargestSide = 64;

    private PictureSheet(byte[] png, int count, int columns)
    {
        (Png, Count, Columns) = (png, count, columns);
        Rows = Math.Max(1, (count + columns - 1) / columns);
    }

    /// <summary>The PNG file.</summary>
    public ReadOnlyMemory<byte> Png { get; }

    /// <summary>Number of pictures.</summary>
    public int Count { get; }

    /// <summary>Pictures in a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of pictures.</summary>
    public int Rows { get; }

    /// <summary>Puts pictures on a sheet; those of more than 64 pixels a side are made smaller.</summary>
    /// <param name="shape">The pictures' size.</param>
    /// <param name="pictures">uint8 <c>[height, width, 3]</c> each.</param>
    public static PictureSheet Of(ImageShape shape, IReadOnlyList<byte[]> pictures)
    {
        ImageShape small = Reduced(shape);
        int columns = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(pictures.Count)));
        int rows = Math.Max(1, (pictures.Count + columns - 1) / columns);
        ImageShape whole = new(rows * small.Height, columns * small.Width);
        byte[] sheet = new byte[whole.Bytes];
        PixelBuffer picture = new(shape);
        for (int i = 0; i < pictures.Count; i++)
        {
            picture.Load(shape, pictures[i]);
            if (small != shape)
                Resampling.Resize(picture, small, Interpolation.Bilinear);
            Place(picture.Pixels, small, sheet.AsSpan((i / columns * small.Height * columns + i % columns) * small.Stride), whole.Stride);
        }
        return new PictureSheet(PictureFile.ToPng(sheet, whole), pictures.Count, columns);
    }

    private static void Place(ReadOnlySpan<byte> picture, ImageShape shape, Span<byte> corner, int stride)
    {
        for (int y = 0; y < shape.Height; y++)
            picture.Slice(y * shape.Stride, shape.Stride).CopyTo(corner[(y * stride)..]);
    }

    private static ImageShape Reduced(ImageShape shape)
    {
        double scale = Math.Min(1, (double)LargestSide / Math.Max(shape.Height, shape.Width));
        return new ImageShape(Math.Max(1, (int)(shape.Height * scale)), Math.Max(1, (int)(shape.Width * scale)));
    }
}
