using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>The order of a picture's bytes where MATLAB wrote it: plane by plane, and each plane column by column.</summary>
internal static class Columns
{
    /// <summary>Pixel by pixel, row by row, from that.</summary>
    /// <param name="columns">uint8 <c>[3, width, height]</c>.</param>
    /// <param name="shape">Height and width.</param>
    /// <param name="pixels">Is filled: uint8 <c>[height, width, 3]</c>.</param>
    public static void Interleave(ReadOnlySpan<byte> columns, ImageShape shape, Span<byte> pixels)
    {
        for (int y = 0, to = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < shape.Width; x++)
            {
                for (int channel = 0; channel < ImageShape.Channels; channel++, to++)
                    pixels[to] = columns[(channel * shape.Width + x) * shape.Height + y];
            }
        }
    }
}
