using Dbd.Data;

namespace Dbd.Suspicion.Pictures;

/// <summary>Pictures laid over each other.</summary>
internal static class MeanPicture
{
    private const double Grey = 127.5;

    /// <summary>The mean of some pictures.</summary>
    /// <param name="data">Has them.</param>
    /// <param name="samples">Which; at least one.</param>
    /// <returns>[height * width * 3], in [0, 255].</returns>
    public static double[] Of(IImageSource data, IReadOnlyList<int> samples)
    {
        double[] sum = new double[data.Shape.Bytes];
        byte[] picture = new byte[data.Shape.Bytes];
        foreach (int sample in samples)
        {
            data.Read(sample, picture);
            for (int i = 0; i < picture.Length; i++)
                sum[i] += picture[i];
        }
        return Array.ConvertAll(sum, s => s / samples.Count);
    }

    /// <summary>As a picture.</summary>
    public static byte[] Rounded(double[] mean) => Array.ConvertAll(mean, m => (byte)Math.Clamp(Math.Round(m), 0, 255));

    /// <summary>The difference of two, around grey, made as large as a picture bears.</summary>
    /// <returns>The picture, and how many times as large as it is the difference is shown; 1 where there is none.</returns>
    public static (byte[] Pixels, double Times) Difference(double[] mean, double[] other)
    {
        double largest = mean.Zip(other, (a, b) => Math.Abs(a - b)).Max();
        double times = largest == 0 ? 1 : Grey / largest;
        return (Rounded([.. mean.Zip(other, (a, b) => Grey + times * (a - b))]), times);
    }
}
