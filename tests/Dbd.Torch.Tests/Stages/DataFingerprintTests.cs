using System.Security.Cryptography;
using System.Text;

using Dbd.Data;
using Dbd.Imaging;
using Dbd.Torch.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

public sealed class DataFingerprintTests
{
    [Fact]
    public void It_is_the_hash_of_names_counts_labels_and_pixels_in_order()
    {
        // More than are read at a time.
        HeldImages train = Images(count: 2800, seed: 1);
        HeldImages test = Images(count: 30, seed: 2);
        byte[] all = [.. Encoding.UTF8.GetBytes("cat\ndog"), .. Told(train), .. Told(test)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(all)), DataFingerprint.Of(train, test));
        Assert.NotEqual(DataFingerprint.Of(train, test), DataFingerprint.Of(test, train));
    }

    private static byte[] Told(HeldImages data)
    {
        using MemoryStream told = new();
        told.Write(BitConverter.GetBytes(data.Count));
        for (int i = 0; i < data.Count; i++)
        {
            told.Write(BitConverter.GetBytes(data.Label(i)));
            told.Write(data.Read(i));
        }
        return told.ToArray();
    }

    private static HeldImages Images(int count, int seed)
    {
        ImageShape shape = new(32, 32);
        byte[] pixels = [.. Enumerable.Range(0, count * shape.Bytes).Select(i => (byte)((i * (long)(i + seed)) >> 5))];
        return new HeldImages(shape, pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["cat", "dog"]);
    }
}
