using Dbd.Data;
using Dbd.Imaging;

namespace Dbd.Poisoning.Export;

/// <summary>A picture of pictures: a row a poisoned sample, before, after, and the difference.</summary>
/// <remarks>The difference is the absolute one, scaled so that the largest of the sheet is white: triggers can be faint.</remarks>
internal static class ContactSheet
{
    private const int MostRows = 10;
    private const int CellSide = 96;
    private const int Gap = 4;

    /// <summary>Draws the sheet and writes it as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">A set with at least one poisoned sample.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(string path, StampedSource data)
    {
        int[] poisoned = [.. Enumerable.Range(0, data.Count).Where(data.IsPoisoned)];
        int rows = Math.Min(MostRows, poisoned.Length);
        int[] shown = [.. Enumerable.Range(0, rows).Select(r => poisoned[(int)((long)r * poisoned.Length / rows)])];
        byte[][] differences = [.. shown.Select(i => Difference(data.Clean.Read(i), data.Read(i)))];
        Stretch(differences);
        int zoom = Math.Max(1, CellSide / data.Shape.Width);
        (int height, int width) = (data.Shape.Height * zoom + Gap, data.Shape.Width * zoom + Gap);
        ImageShape sheet = new(rows * height + Gap, 3 * width + Gap);
        byte[] pixels = new byte[sheet.Bytes];
        pixels.AsSpan().Fill(byte.MaxValue);
        for (int row = 0; row < rows; row++)
        {
            int top = Gap + row * height;
            Place(data.Clean.Read(shown[row]), top, Gap);
            Place(data.Read(shown[row]), top, Gap + width);
            Place(differences[row], top, Gap + 2 * width);
        }
        PictureFile.WritePng(path, pixels, sheet);

        void Place(ReadOnlySpan<byte> picture, int top, int left)
        {
            for (int y = 0; y < data.Shape.Height * zoom; y++)
            {
                for (int x = 0; x < data.Shape.Width * zoom; x++)
                {
                    int from = (y / zoom * data.Shape.Width + x / zoom) * ImageShape.Channels;
                    picture.Slice(from, ImageShape.Channels)
                        .CopyTo(pixels.AsSpan(((top + y) * sheet.Width + left + x) * ImageShape.Channels));
                }
            }
        }
    }

    private static byte[] Difference(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        byte[] difference = new byte[before.Length];
        for (int i = 0; i < difference.Length; i++)
            difference[i] = (byte)Math.Abs(after[i] - before[i]);
        return difference;
    }

    private static void Stretch(byte[][] differences)
    {
        int largest = Math.Max(1, differences.Max(d => (int)d.Max()));
        foreach (byte[] difference in differences)
        {
            foreach (ref byte value in difference.AsSpan())
                value = (byte)(value * byte.MaxValue / largest);
        }
    }
}
