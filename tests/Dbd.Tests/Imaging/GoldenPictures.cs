using System.Text.Json;

using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

/// <summary>Golden cases whose input and output are pictures.</summary>
internal static class GoldenPictures
{
    public static PixelBuffer Picture(string path)
    {
        GoldenArray array = GoldenArray.Read(path);
        return new PixelBuffer(new ImageShape(array.Shape[0], array.Shape[1]), array.As<byte>());
    }

    /// <summary>Fails unless the operation makes the wanted picture of the given one, byte by byte.</summary>
    public static void Check(GoldenCase golden, Action<PixelBuffer> operation)
    {
        PixelBuffer image = Picture(golden.Input());
        operation(image);
        CheckOutput(golden, image);
    }

    public static void CheckOutput(GoldenCase golden, PixelBuffer image)
    {
        PixelBuffer want = Picture(golden.Output());
        Assert.Equal(want.Shape, image.Shape);
        Assert.Equal(want.Pixels.ToArray(), image.Pixels.ToArray());
    }

    public static ImageShape Size(this GoldenCase golden)
    {
        JsonElement size = golden.Params.GetProperty("size");
        return new ImageShape(size[0].GetInt32(), size[1].GetInt32());
    }

    public static Region Region(this GoldenCase golden) =>
        new(golden.Int("top"), golden.Int("left"), golden.Int("height"), golden.Int("width"));

    public static Interpolation Interpolation(this GoldenCase golden) =>
        Enum.Parse<Interpolation>(golden.Params.GetProperty("interpolation").GetString()!, ignoreCase: true);

    public static int Int(this GoldenCase golden, string name) => golden.Params.GetProperty(name).GetInt32();

    public static double Double(this GoldenCase golden, string name) => golden.Params.GetProperty(name).GetDouble();

    public static double? DoubleOrNull(this GoldenCase golden, string name) =>
        golden.Params.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public static double[] Doubles(this GoldenCase golden, string name) =>
        [.. golden.Params.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
}
