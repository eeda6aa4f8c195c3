using System.Security.Cryptography;
using System.Text;

using Dbd.Data;

namespace Dbd.Torch.Stages;

/// <summary>What tells one data set from another: pixels, labels, class names, and which samples are for training.</summary>
internal static class DataFingerprint
{
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
        byte[] pixels = new byte[data.Shape.Bytes];
        for (int i = 0; i < data.Count; i++)
        {
            data.Read(i, pixels);
            hash.AppendData(BitConverter.GetBytes(data.Label(i)));
            hash.AppendData(pixels);
        }
    }
}
