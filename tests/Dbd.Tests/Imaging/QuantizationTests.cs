using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

public sealed class QuantizationTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "to_uint8", MemberType = typeof(Golden))]
    public void Stores_numbers_as_public_programs(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        LevelRounding how = golden.Text("how") switch
        {
            "truncate" => LevelRounding.Truncate,
            "save_image" => LevelRounding.SaveImage,
            _ => LevelRounding.HalfToEven,
        };
        float[] numbers = GoldenArray.Read(golden.Input()).As<float>();
        golden.Check(
            GoldenArray.Read(golden.Output()).ToDoubles(), [.. numbers.Select(x => (double)Quantization.Level(x, how))]);
    }

    [Theory]
    [InlineData(0.3f, 76, 77, 76)]
    [InlineData(0.5f, 127, 128, 128)]
    [InlineData(0.999f, 254, 255, 255)]
    [InlineData(1f, 255, 255, 255)]
    [InlineData(1.01f, 1, 255, 255)]
    [InlineData(-0.01f, 254, 0, 0)]
    public void Halves_and_what_leaves_the_range_go_where_each_rule_says(float unit, byte truncated, byte saved, byte even)
    {
        Assert.Equal(truncated, Quantization.Level(unit, LevelRounding.Truncate));
        Assert.Equal(saved, Quantization.Level(unit, LevelRounding.SaveImage));
        Assert.Equal(even, Quantization.Level(unit, LevelRounding.HalfToEven));
    }

    [Fact]
    public void Every_level_comes_back_by_every_rule() => Assert.All(Enumerable.Range(0, 256), level => Assert.All(
        Enum.GetValues<LevelRounding>(), how => Assert.Equal(level, Quantization.Level(Quantization.Unit((byte)level), how))));

    [Fact]
    public void A_cast_wraps_and_a_clip_does_not()
    {
        Assert.Equal([253, 0, 255, 0], [.. new[] { -3.7, 256.7, 255.9, -0.9 }.Select(Quantization.Wrapped)]);
        Assert.Equal([0, 255, 255, 0], [.. new[] { -3.7, 256.7, 255.9, -0.9 }.Select(Quantization.Truncated)]);
    }
}
