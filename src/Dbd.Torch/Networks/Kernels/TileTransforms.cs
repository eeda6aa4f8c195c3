namespace Dbd.Torch.Networks.Kernels;

/// <summary>Takes tiles of channels-last images to their transforms and back: a block of tiles at a time.</summary>
internal static unsafe class TileTransforms
{
    /// <summary>Transforms inputs.</summary>
    /// <param name="x">[B, H, W, inputs].</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="begin">The first tile.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="v">Gets [16, block, inputs].</param>
    /// <param name="block">Tiles that it has room for.</param>
    /// <param name="edge">Room for a tile: [4, 4, inputs].</param>
    public static void Inputs(float* x, ConvolutionShape shape, int begin, int end, float* v, int block, float* edge)
    {
        int channels = shape.Inputs;
        long position = (long)block * channels;
        for (int tile = begin; tile < end; tile++, v += channels)
        {
            (long pixel, int row, int column, bool inside) = shape.PlaceOf(tile);
            // From here on the tile begins a row above and a column before its results.
            float* first = x + (pixel - shape.Width - 1) * channels;
            if (!inside)
                Gather(first, shape, row - 1, column - 1, edge);
            float* from = inside ? first : edge;
            int next = (inside ? shape.Width : Winograd.Side) * channels;
            for (int c = 0; c < channels; c += Winograd.Lanes)
                Winograd.Input(from + c, next, channels, v + c, position);
        }
    }

    /// <summary>Transforms gradients of results.</summary>
    /// <param name="g">[B, H, W, outputs].</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="begin">The first tile.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="z">Gets [16, block, outputs].</param>
    /// <param name="block">Tiles that it has room for.</param>
    public static void Gradients(float* g, ConvolutionShape shape, int begin, int end, float* z, int block)
    {
        int channels = shape.Outputs;
        for (int tile = begin; tile < end; tile++, z += channels)
        {
            float* from = g + shape.PlaceOf(tile).Pixel * channels;
            for (int c = 0; c < channels; c += Winograd.Lanes)
                Winograd.Gradient(from + c, shape.Width * channels, channels, z + c, (long)block * channels);
        }
    }

    /// <summary>Makes 16 channels of results.</summary>
    /// <param name="m">[16, block, 16].</param>
    /// <param name="block">Tiles that it has room for.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="begin">The first tile.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="y">Gets them: the first of these channels in [B, H, W, outputs].</param>
    public static void Outputs(float* m, int block, ConvolutionShape shape, int begin, int end, float* y)
    {
        long position = block * Products.Columns;
        for (int tile = begin; tile < end; tile++, m += Products.Columns)
        {
            float* to = y + shape.PlaceOf(tile).Pixel * shape.Outputs;
            for (int c = 0; c < Products.Columns; c += Winograd.Lanes)
                Winograd.Output(m + c, position, to + c, shape.Width * shape.Outputs, shape.Outputs);
        }
    }

    // A tile that reaches over the image's border, where there are zeros.
    private static void Gather(float* first, ConvolutionShape shape, int top, int left, float* edge)
    {
        int channels = shape.Inputs;
        for (int i = 0; i < Winograd.Side; i++)
        {
            for (int j = 0; j < Winograd.Side; j++, edge += channels)
            {
                Span<float> to = new(edge, channels);
                if (top + i >= 0 && top + i < shape.Height && left + j >= 0 && left + j < shape.Width)
                    new ReadOnlySpan<float>(first + (i * shape.Width + j) * channels, channels).CopyTo(to);
                else
                    to.Clear();
            }
        }
    }
}
