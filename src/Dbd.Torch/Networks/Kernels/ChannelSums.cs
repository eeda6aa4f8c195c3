using System.Runtime.Intrinsics;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>Two sums per channel over all rows: float32 over at most <see cref="Chunk"/> rows, float64 beyond. The order of
/// summation depends on the number of threads alone.</summary>
internal static unsafe class ChannelSums
{
    private const int Chunk = 128;

    /// <summary>Adds two sums per place of a period, over some periods.</summary>
    /// <param name="begin">The first period.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="sums">[2, period].</param>
    public delegate void Summation(long begin, long end, double* sums);

    /// <summary>Sums over all periods, and over the places of each channel.</summary>
    /// <returns>[2, channels].</returns>
    public static double[] Of<T>(ChannelLayout layout, int threads, Summation sum)
        where T : struct, IElements
    {
        int length = 2 * layout.Period;
        double[] partial = new double[threads * length];
        TorchThreads.Run(threads, part =>
        {
            (long begin, long end) = layout.PeriodsOf(part, threads);
            fixed (double* mine = &partial[part * length])
            {
                for (long chunk = begin; chunk < end; chunk += Chunk)
                    sum(chunk, Math.Min(chunk + Chunk, end), mine);
            }
        });
        double[] result = new double[2 * layout.Channels];
        for (int start = 0; start < partial.Length; start += layout.Period)
        {
            int first = start / layout.Period % 2 * layout.Channels;
            for (int i = 0; i < layout.Period; i++)
                result[first + (i % layout.Channels)] += partial[start + ChannelLayout.PlaceOf<T>(i)];
        }
        return result;
    }

    /// <summary>Adds 32 float32 sums to float64 ones.</summary>
    public static void Add(double* sums, Vector512<float> first, Vector512<float> second)
    {
        for (int lane = 0; lane < 16; lane++)
        {
            sums[lane] += first[lane];
            sums[16 + lane] += second[lane];
        }
    }
}
