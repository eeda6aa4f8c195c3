using Dbd.Imaging;

namespace Dbd.Suspicion.Pictures;

/// <summary>A square part of a picture.</summary>
/// <param name="Top">Rows above it.</param>
/// <param name="Left">Columns left of it.</param>
/// <param name="Side">Its height and width, in pixels.</param>
public readonly record struct Window(int Top, int Left, int Side);

/// <summary>The windows of pictures of one size, and how many of some pictures show in each of them what a typical one does.</summary>
internal sealed class Windows
{
    // Steps, smallest and largest side for pictures of 32 pixels; others in proportion.
    private const int Steps = 32;
    private const int SmallestOf = 16;
    private const int LargestOf = 4;

    private readonly ImageShape _shape;
    private readonly byte[] _typical;

    /// <param name="shape">The pictures' size.</param>
    /// <param name="typical">What a typical picture shows, uint8 <c>[height, width, 3]</c>.</param>
    public Windows(ImageShape shape, byte[] typical)
    {
        (_shape, _typical) = (shape, typical);
        int least = Math.Min(shape.Height, shape.Width);
        int step = Math.Max(1, least / Steps);
        All =
        [
            .. from side in Range(Math.Max(2, least / SmallestOf), least / LargestOf)
               from top in Range(0, shape.Height - side)
               from left in Range(0, shape.Width - side)
               select new Window(top, left, side),
        ];

        IEnumerable<int> Range(int from, int to)
        {
            for (int at = from; at <= to; at += step)
                yield return at;
        }
    }

    /// <summary>The windows, small ones first.</summary>
    public IReadOnlyList<Window> All { get; }

    /// <summary>Counts.</summary>
    /// <param name="pictures">uint8 <c>[height, width, 3]</c> each.</param>
    /// <returns>For each window, how many of the pictures are in all of its pixels as the typical one is.</returns>
    public int[] Same(IEnumerable<byte[]> pictures)
    {
        int[] same = new int[All.Count];
        int[] others = new int[(_shape.Height + 1) * (_shape.Width + 1)];
        foreach (byte[] picture in pictures)
        {
            SumUp(picture, others);
            for (int w = 0; w < same.Length; w++)
                same[w] += OthersIn(All[w], others) == 0 ? 1 : 0;
        }
        return same;
    }

    // Of each corner, the pixels above and left of it that are not as in the typical picture.
    private void SumUp(byte[] picture, int[] others)
    {
        int stride = _shape.Width + 1;
        for (int y = 0; y < _shape.Height; y++)
        {
            int row = 0;
            for (int x = 0; x < _shape.Width; x++)
            {
                row += IsOther(picture, y * _shape.Stride + x * ImageShape.Channels) ? 1 : 0;
                others[(y + 1) * stride + x + 1] = others[y * stride + x + 1] + row;
            }
        }
    }

    private bool IsOther(byte[] picture, int pixel)
    {
        for (int c = pixel; c < pixel + ImageShape.Channels; c++)
        {
            if (Math.Abs(picture[c] - _typical[c]) > TypicalPicture.Tolerance)
                return true;
        }
        return false;
    }

    private int OthersIn(Window window, int[] others)
    {
        int stride = _shape.Width + 1;
        (int top, int bottom) = (window.Top * stride, (window.Top + window.Side) * stride);
        (int left, int right) = (window.Left, window.Left + window.Side);
        return others[bottom + right] - others[bottom + left] - others[top + right] + others[top + left];
    }
}
