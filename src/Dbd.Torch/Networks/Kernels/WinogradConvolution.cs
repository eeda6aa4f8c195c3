using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>3x3 convolutions of stride 1 and padding 1 over channels-last float32 images, and their gradients, by <see cref="Winograd"/>'s
/// transforms. Each thread takes some of the tiles; a block of them at a time, so that all that belongs to it stays in its cache.</summary>
internal static unsafe class WinogradConvolution
{
    /// <summary>Both numbers of channels are multiples of it.</summary>
    public const int Channels = Products.Columns;

    /// <summary>The most kernels, of 128 channels to 128. The transforms of more are larger than a core's cache, and oneDNN is faster: with
    /// all of them, <c>supervise</c> at width 64 went at 0.72 of its rate on a Zen 5 server.</summary>
    public const int MostKernels = 128 * 128;

    private const int BlockBytes = 256 << 10;
    private const int MostTiles = 8 * Products.Tall;

    // Every thread has sums of its own for the kernels' gradient.
    private const int MostScratch = 256 << 20;

    /// <summary>Convolves.</summary>
    /// <param name="x">[B, H, W, inputs].</param>
    /// <param name="kernels">Of the layer.</param>
    /// <param name="y">Gets [B, H, W, outputs].</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="threads">How many.</param>
    public static void Convolve(float* x, KernelView kernels, float* y, ConvolutionShape shape, int threads)
    {
        int block = BlockOf(shape.Inputs);
        int transformed = Winograd.Positions * shape.Inputs * shape.Outputs;
        int own = Winograd.Positions * (block * (shape.Inputs + Products.Columns) + shape.Inputs);
        using Tensor room = empty(transformed + (long)threads * own);
        float* u = Activations.Floats(room);
        float* scratch = u + transformed;
        TorchThreads.Run(threads, part => Transform(kernels, shape, u, part, threads));
        TorchThreads.Run(threads, part =>
        {
            float* v = scratch + (long)part * own;
            float* m = v + Winograd.Positions * block * shape.Inputs;
            float* edge = m + Winograd.Positions * block * Products.Columns;
            (int first, int end) = shape.TilesOf(part, threads);
            for (int begin = first; begin < end; begin += block)
            {
                int after = Math.Min(begin + block, end);
                TileTransforms.Inputs(x, shape, begin, after, v, block, edge);
                Multiply(v, u, m, y, shape, begin, after, block);
            }
        });
    }

    /// <summary>The gradient of the kernels.</summary>
    /// <param name="x">[B, H, W, inputs].</param>
    /// <param name="g">Gradient of the results, [B, H, W, outputs].</param>
    /// <param name="gradient">Gets it.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="threads">How many.</param>
    public static void KernelGradient(float* x, float* g, KernelView gradient, ConvolutionShape shape, int threads)
    {
        int block = BlockOf(Math.Max(shape.Inputs, shape.Outputs));
        int transformed = Winograd.Positions * shape.Inputs * shape.Outputs;
        int own = transformed + Winograd.Positions * (block * (shape.Inputs + shape.Outputs) + shape.Inputs);
        threads = Math.Clamp(MostScratch / sizeof(float) / own, 1, threads);
        using Tensor room = empty((long)threads * own);
        float* scratch = Activations.Floats(room);
        TorchThreads.Run(threads, part =>
        {
            float* sums = scratch + (long)part * own;
            float* v = sums + transformed;
            float* z = v + Winograd.Positions * block * shape.Inputs;
            float* edge = z + Winograd.Positions * block * shape.Outputs;
            new Span<float>(sums, transformed).Clear();
            (int first, int end) = shape.TilesOf(part, threads);
            for (int begin = first; begin < end; begin += block)
            {
                int after = Math.Min(begin + block, end);
                TileTransforms.Inputs(x, shape, begin, after, v, block, edge);
                TileTransforms.Gradients(g, shape, begin, after, z, block);
                AddProducts(v, z, sums, shape, after - begin, block);
            }
        });
        TorchThreads.Run(threads, part => TransformBack(scratch, own, gradient, shape, part, threads));
    }

    private static int BlockOf(int channels) =>
        Math.Clamp(BlockBytes / (Winograd.Positions * sizeof(float) * channels) / Products.Tall * Products.Tall, Products.Tall, MostTiles);

    // To [16, outputs / 16, inputs, 16].
    private static void Transform(KernelView kernels, ConvolutionShape shape, float* u, int part, int parts)
    {
        for (int o = shape.Outputs * part / parts; o < shape.Outputs * (part + 1) / parts; o++)
        {
            float* to = u + (o / Products.Columns * shape.Inputs * Products.Columns) + (o % Products.Columns);
            for (int i = 0; i < shape.Inputs; i++, to += Products.Columns)
                Winograd.Kernel(kernels.At(o, i), kernels.Row, kernels.Column, to, shape.Inputs * shape.Outputs);
        }
    }

    private static void Multiply(float* v, float* u, float* m, float* y, ConvolutionShape shape, int begin, int end, int block)
    {
        // Rows beyond the last tile hold anything: what becomes of them is not used.
        int rows = (end - begin + Products.Tall - 1) / Products.Tall * Products.Tall;
        int panel = shape.Inputs * Products.Columns;
        for (int o = 0; o < shape.Outputs; o += Products.Columns, u += panel)
        {
            for (int p = 0; p < Winograd.Positions; p++)
            {
                Products.Rows(
                    v + p * block * shape.Inputs, u + (long)p * shape.Inputs * shape.Outputs,
                    m + p * block * Products.Columns, rows, shape.Inputs);
            }
            TileTransforms.Outputs(m, block, shape, begin, end, y + o);
        }
    }

    // Into [16, inputs / 4, outputs / 16, 4, 16].
    private static void AddProducts(float* v, float* z, float* sums, ConvolutionShape shape, int tiles, int block)
    {
        for (int p = 0; p < Winograd.Positions; p++, v += block * shape.Inputs, z += block * shape.Outputs)
        {
            for (int i = 0; i < shape.Inputs; i += Products.Low)
            {
                for (int o = 0; o < shape.Outputs; o += Products.Columns, sums += Products.Low * Products.Columns)
                    Products.AddTransposed(v + i, shape.Inputs, z + o, shape.Outputs, tiles, sums);
            }
        }
    }

    // The threads' sums are added in order, so that the same number of threads gives the same bits.
    private static void TransformBack(float* scratch, int own, KernelView gradient, ConvolutionShape shape, int part, int parts)
    {
        int position = shape.Inputs * shape.Outputs;
        float* total = stackalloc float[Winograd.Positions];
        for (int i = shape.Inputs * part / parts; i < shape.Inputs * (part + 1) / parts; i++)
        {
            for (int o = 0; o < shape.Outputs; o++)
            {
                int at = (i / Products.Low * shape.Outputs + o / Products.Columns * Products.Columns) * Products.Low
                    + i % Products.Low * Products.Columns + o % Products.Columns;
                for (int p = 0; p < Winograd.Positions; p++)
                {
                    total[p] = 0;
                    for (int thread = 0; thread < parts; thread++)
                        total[p] += scratch[(long)thread * own + (long)p * position + at];
                }
                Winograd.KernelGradient(total, 1, gradient.At(o, i), gradient.Row, gradient.Column);
            }
        }
    }
}
