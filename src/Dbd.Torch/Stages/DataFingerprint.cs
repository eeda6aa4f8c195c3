using System.Security.Cryptography;
using System.Text;

using Dbd.Data;

namespace Dbd.Torch.Stages;

/// <summary>What tells one data set from another: pixels, labels, class names, and which samples are for training.</summary>
internal static class DataFingerprint
{
    // Pictures are read on all cores, some megabytes of them at a time, and hashed in order.
    private const int BlockBytes = 1 << 23;

    /// <summary>The SHA-256 of all of it, hexadecimal.</summary>
    public static string Of(IImageSource train, IImageSource test)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', train.ClassNames)));
        Add(hash, train);
        Add(hash, test);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, IImageSource data)
    {
        hash.AppendData(BitConverter.GetBytes(data.Count));
        int bytes = data.Shape.Bytes;
        int most = Math.Max(1, BlockBytes / bytes);
        byte[] pixels = new byte[Math.Min(most, data.Count) * bytes];
        foreach (int[] block in Enumerable.Range(0, data.Count).Chunk(most))
        {
            ParallelWork.For(
                block.Length, "", progress: null, i => data.Read(block[i], pixels.AsSpan(i * bytes, bytes)), CancellationToken.None);
            foreach ((int i, int sample) in block.Index())
            {
                hash.AppendData(BitConverter.GetBytes(data.Label(sample)));
                hash.AppendData(pixels, i * bytes, bytes);
            }
        }
    }
}
