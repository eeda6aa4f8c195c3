using System.Runtime.Intrinsics;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>
/// BatchNorm over rows of channels (channels-last images), together with what follows it in a residual network: an addition and a
/// ReLU. libtorch's own operators make a pass over memory for each, and its BatchNorm is slow where channels are few.
/// </summary>
/// <remarks>Ioffe and Szegedy, "Batch Normalization", ICML 2015, algorithm 1 and section 3.</remarks>
/// <typeparam name="T">How activations are stored.</typeparam>
internal static unsafe class BatchNormKernel<T>
    where T : struct, IElements
{
    /// <summary>Sum of <c>x - shift</c> and of its square, per channel.</summary>
    /// <param name="x">Activations.</param>
    /// <param name="layout">Their layout.</param>
    /// <param name="shift">[channels], near the mean: keeps the squares small.</param>
    /// <param name="threads">How many.</param>
    /// <returns>[2, channels].</returns>
    public static double[] Moments(byte* x, ChannelLayout layout, ReadOnlySpan<float> shift, int threads)
    {
        float[] shifts = layout.Spread<T>(shift);
        return ChannelSums.Of<T>(layout, threads, (begin, end, sums) =>
        {
            fixed (float* h = shifts)
            {
                for (int k = 0; k < layout.Period; k += ChannelLayout.Load)
                    MomentsOf(x, layout.Period, k, begin, end, h + k, sums);
            }
        });
    }

    /// <summary><c>y = relu(scale * x + offset + residual)</c>, the last two as asked for.</summary>
    /// <param name="x">Activations.</param>
    /// <param name="residual">Added, like x; or null.</param>
    /// <param name="y">The result, like x.</param>
    /// <param name="layout">Their layout.</param>
    /// <param name="scale">[channels].</param>
    /// <param name="offset">[channels].</param>
    /// <param name="relu">Whether negative results become 0.</param>
    /// <param name="threads">How many.</param>
    public static void Apply(
        byte* x, byte* residual, byte* y, ChannelLayout layout,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> offset, bool relu, int threads)
    {
        (float[] scales, float[] offsets) = (layout.Spread<T>(scale), layout.Spread<T>(offset));
        Vector512<float> floor = Vector512.Create(relu ? 0 : float.NegativeInfinity);
        TorchThreads.Run(threads, part =>
        {
            (long begin, long end) = layout.PeriodsOf(part, threads);
            fixed (float* a = scales, b = offsets)
            {
                for (long row = begin; row < end; row++)
                {
                    long at = row * layout.Period * T.Bytes;
                    for (int k = 0; k < layout.Period; k += ChannelLayout.Load, at += ChannelLayout.Load * T.Bytes)
                    {
                        (Vector512<float> first, Vector512<float> second) = T.Load(x + at);
                        first = Vector512.FusedMultiplyAdd(first, Vector512.Load(a + k), Vector512.Load(b + k));
                        second = Vector512.FusedMultiplyAdd(second, Vector512.Load(a + k + 16), Vector512.Load(b + k + 16));
                        if (residual is not null)
                        {
                            (Vector512<float> r1, Vector512<float> r2) = T.Load(residual + at);
                            first += r1;
                            second += r2;
                        }
                        // Max with the floor first keeps a NaN in the second place.
                        T.Store(y + at, Vector512.Max(floor, first), Vector512.Max(floor, second));
                    }
                }
            }
        });
    }

    /// <summary>Sum of the gradient and of <c>gradient * (x - mean)</c>, per channel, where the gradient is that before the ReLU.</summary>
    /// <param name="gradient">Of the result.</param>
    /// <param name="y">The result, 0 where the ReLU lets no gradient through; null without a ReLU.</param>
    /// <param name="x">Activations.</param>
    /// <param name="masked">Gets the gradient before the ReLU, which is also the residual's; or null.</param>
    /// <param name="layout">The layout of all.</param>
    /// <param name="mean">[channels].</param>
    /// <param name="threads">How many.</param>
    /// <returns>[2, channels].</returns>
    public static double[] GradientSums(
        byte* gradient, byte* y, byte* x, byte* masked, ChannelLayout layout, ReadOnlySpan<float> mean, int threads)
    {
        float[] means = layout.Spread<T>(mean);
        return ChannelSums.Of<T>(layout, threads, (begin, end, sums) =>
        {
            fixed (float* m = means)
            {
                for (int k = 0; k < layout.Period; k += ChannelLayout.Load)
                    GradientSumsOf(gradient, y, x, masked, layout.Period, k, begin, end, m + k, sums);
            }
        });
    }

    /// <summary><c>dx = a * g + b * x + c</c>, with g the gradient before the ReLU.</summary>
    /// <param name="gradient">Of the result.</param>
    /// <param name="y">As in <see cref="GradientSums"/>; null where <paramref name="gradient"/> is that before the ReLU.</param>
    /// <param name="x">Activations.</param>
    /// <param name="dx">Gets their gradient.</param>
    /// <param name="layout">The layout of all.</param>
    /// <param name="a">[channels].</param>
    /// <param name="b">[channels].</param>
    /// <param name="c">[channels].</param>
    /// <param name="threads">How many.</param>
    public static void Gradient(
        byte* gradient, byte* y, byte* x, byte* dx, ChannelLayout layout,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, int threads)
    {
        (float[] spreadA, float[] spreadB, float[] spreadC) = (layout.Spread<T>(a), layout.Spread<T>(b), layout.Spread<T>(c));
        TorchThreads.Run(threads, part =>
        {
            (long begin, long end) = layout.PeriodsOf(part, threads);
            fixed (float* pa = spreadA, pb = spreadB, pc = spreadC)
            {
                for (long row = begin; row < end; row++)
                {
                    long at = row * layout.Period * T.Bytes;
                    for (int k = 0; k < layout.Period; k += ChannelLayout.Load, at += ChannelLayout.Load * T.Bytes)
                    {
                        (Vector512<float> g1, Vector512<float> g2) = MaskedLoad(gradient, y, at);
                        (Vector512<float> x1, Vector512<float> x2) = T.Load(x + at);
                        x1 = Vector512.FusedMultiplyAdd(x1, Vector512.Load(pb + k), Vector512.Load(pc + k));
                        x2 = Vector512.FusedMultiplyAdd(x2, Vector512.Load(pb + k + 16), Vector512.Load(pc + k + 16));
                        T.Store(
                            dx + at,
                            Vector512.FusedMultiplyAdd(g1, Vector512.Load(pa + k), x1),
                            Vector512.FusedMultiplyAdd(g2, Vector512.Load(pa + k + 16), x2));
                    }
                }
            }
        });
    }

    private static void MomentsOf(byte* x, int period, int k, long begin, long end, float* shift, double* sums)
    {
        (Vector512<float> shift1, Vector512<float> shift2) = (Vector512.Load(shift), Vector512.Load(shift + 16));
        Vector512<float> sum1 = default, sum2 = default, square1 = default, square2 = default;
        for (long row = begin; row < end; row++)
        {
            (Vector512<float> x1, Vector512<float> x2) = T.Load(x + (((row * period) + k) * T.Bytes));
            x1 -= shift1;
            x2 -= shift2;
            sum1 += x1;
            sum2 += x2;
            square1 = Vector512.FusedMultiplyAdd(x1, x1, square1);
            square2 = Vector512.FusedMultiplyAdd(x2, x2, square2);
        }
        ChannelSums.Add(sums + k, sum1, sum2);
        ChannelSums.Add(sums + period + k, square1, square2);
    }

    private static void GradientSumsOf(
        byte* gradient, byte* y, byte* x, byte* masked, int period, int k, long begin, long end, float* mean, double* sums)
    {
        (Vector512<float> mean1, Vector512<float> mean2) = (Vector512.Load(mean), Vector512.Load(mean + 16));
        Vector512<float> sum1 = default, sum2 = default, product1 = default, product2 = default;
        for (long row = begin; row < end; row++)
        {
            long at = ((row * period) + k) * T.Bytes;
            (Vector512<float> g1, Vector512<float> g2) = MaskedLoad(gradient, y, at);
            (Vector512<float> x1, Vector512<float> x2) = T.Load(x + at);
            if (masked is not null)
                T.Store(masked + at, g1, g2);
            sum1 += g1;
            sum2 += g2;
            product1 = Vector512.FusedMultiplyAdd(g1, x1 - mean1, product1);
            product2 = Vector512.FusedMultiplyAdd(g2, x2 - mean2, product2);
        }
        ChannelSums.Add(sums + k, sum1, sum2);
        ChannelSums.Add(sums + period + k, product1, product2);
    }

    private static (Vector512<float> First, Vector512<float> Second) MaskedLoad(byte* gradient, byte* y, long at)
    {
        (Vector512<float> g1, Vector512<float> g2) = T.Load(gradient + at);
        if (y is null)
            return (g1, g2);
        (Vector512<float> y1, Vector512<float> y2) = T.Load(y + at);
        return (
            g1 & Vector512.GreaterThan(y1, Vector512<float>.Zero),
            g2 & Vector512.GreaterThan(y2, Vector512<float>.Zero));
    }
}
