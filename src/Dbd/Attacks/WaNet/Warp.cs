using Dbd.Imaging;

namespace Dbd.Attacks.WaNet;

/// <summary>Samples a picture where a grid says, between pixels, in binary32: PyTorch's <c>grid_sample(align_corners=True)</c>.</summary>
internal static class Warp
{
    /// <summary>Samples.</summary>
    /// <param name="picture">[height, width, 3].</param>
    /// <param name="shape">Its size.</param>
    /// <param name="grid">[height, width, 2], x first, in [-1, 1].</param>
    /// <param name="warped">Gets [height, width, 3].</param>
    public static void Apply(ReadOnlySpan<float> picture, ImageShape shape, ReadOnlySpan<float> grid, Span<float> warped)
    {
        (float halfWidth, float halfHeight) = ((shape.Width - 1) / 2f, (shape.Height - 1) / 2f);
        for (int pixel = 0; pixel < shape.Pixels; pixel++)
        {
            float x = (grid[2 * pixel] + 1) * halfWidth, y = (grid[2 * pixel + 1] + 1) * halfHeight;
            (int left, int top) = ((int)x, (int)y);
            (float toRight, float toBottom) = (left + 1 - x, top + 1 - y);
            (float toLeft, float toTop) = (x - left, y - top);
            (float nw, float ne, float sw, float se) = (toRight * toBottom, toLeft * toBottom, toRight * toTop, toLeft * toTop);
            int north = top * shape.Stride + left * ImageShape.Channels;
            // What lies outside has weight 0: any pixel will do.
            int right = left + 1 < shape.Width ? ImageShape.Channels : 0;
            int south = top + 1 < shape.Height ? north + shape.Stride : north;
            for (int c = 0; c < ImageShape.Channels; c++)
            {
                warped[pixel * ImageShape.Channels + c] = picture[north + c] * nw + picture[north + right + c] * ne
                    + picture[south + c] * sw + picture[south + right + c] * se;
            }
        }
    }
}
