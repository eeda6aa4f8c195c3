using Dbd.Data.Formats.Cifar;
using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Serialization.Torch;

namespace Dbd.Data.Formats.Brought;

/// <summary>Pictures that were saved as one tensor <c>[count, 3, height, width]</c>: float32 in [0, 1], or uint8.</summary>
internal static class PictureTensor
{
    /// <summary>Reads them; floats are rounded to 8 bits, half up, as torchvision's <c>save_image</c> does.</summary>
    /// <exception cref="DbdException">The file is damaged, or holds something else.</exception>
    public static HeldImages Read(string path, int[] labels, IReadOnlyList<string> names)
    {
        if (TorchFile.ReadAny(path) is not TensorData { Type: ElementType.Float32 or ElementType.UInt8 } tensor
            || tensor.Shape is not [_, ImageShape.Channels, > 0, > 0])
            throw new DbdException($"{path} does not hold pictures: expected float32 or uint8 [count, 3, height, width].");
        if (tensor.Shape[0] != labels.Length)
            throw new DbdException($"{path} has {tensor.Shape[0]} pictures for {labels.Length} labels.");
        ImageShape shape = new((int)tensor.Shape[2], (int)tensor.Shape[3]);
        byte[] planes = tensor.Type == ElementType.UInt8 ? tensor.Bytes : Rounded(path, tensor.As<float>());
        byte[] images = PictureBlock.For(labels.Length, shape);
        for (int i = 0; i < labels.Length; i++)
            CifarPlanes.Interleave(planes.AsSpan(i * shape.Bytes, shape.Bytes), images.AsSpan(i * shape.Bytes, shape.Bytes));
        return new HeldImages(shape, images, labels, names);
    }

    private static byte[] Rounded(string path, ReadOnlySpan<float> levels)
    {
        byte[] bytes = new byte[levels.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!float.IsFinite(levels[i]))
                throw new DbdException($"{path} has {levels[i]} in it; expected numbers from 0 to 1.");
            bytes[i] = (byte)Math.Clamp(levels[i] * byte.MaxValue + 0.5f, 0, byte.MaxValue);
        }
        return bytes;
    }
}
