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

    /// <summary>Fails unless the operation makes the wanted picture of the given one, within the case's tolerance.</summary>
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
        golden.Check(Numbers(want.Pixels), Numbers(image.Pixels));
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

    public static string Text(this GoldenCase golden, string name) => golden.Params.GetProperty(name).GetString()!;

    /// <summary>Fails unless the numbers are those of the only output, within the case's tolerance.</summary>
    public static void CheckNumbers(this GoldenCase golden, ReadOnlySpan<float> got)
    {
        double[] numbers = new double[got.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = got[i];
        golden.Check(GoldenArray.Read(golden.Output()).ToDoubles(), numbers);
    }

    private static double[] Numbers(ReadOnlySpan<byte> pixels)
    {
        double[] numbers = new double[pixels.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = pixels[i];
        return numbers;
    }
}
