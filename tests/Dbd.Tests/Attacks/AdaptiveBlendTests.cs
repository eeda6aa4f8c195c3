using Dbd.Attacks;
using Dbd.Attacks.AdaptiveBlend;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Serialization;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class AdaptiveBlendTests
{
    private static readonly ImageShape s_shape = new(8, 8);

    [Theory]
    [MemberData(nameof(Golden.Rows), "adaptive_mask", MemberType = typeof(Golden))]
    public void Masks_as_the_toolbox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        AdaptiveBlendOptions options = new() { TriggerPath = "", Pieces = golden.Int("pieces"), MaskRate = golden.Double("mask_rate") };
        int[] masked = [.. golden.Doubles("masked").Select(piece => (int)piece)];
        Assert.Equal(masked.Length, options.Masked);
        bool[] isMasked = [.. Enumerable.Range(0, options.Pieces).Select(masked.Contains)];
        golden.CheckNumbers(PieceMask.Of(new ImageShape(golden.Int("size"), golden.Int("size")), isMasked));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "adaptive_blend", MemberType = typeof(Golden))]
    public void Blends_as_the_toolbox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        Patch trigger = Patch.Everywhere(GoldenPictures.Picture(golden.Input("trigger")), image.Shape, Interpolation.Bicubic);
        using FloatPicture numbers = FloatPicture.Unit(image.Pixels);
        if (golden.HasInput("mask"))
            trigger.Onto(numbers.Numbers, (float)golden.Double("alpha"), GoldenArray.Read(golden.Input("mask")).As<float>());
        else
            trigger.Onto(numbers.Numbers, (float)golden.Double("alpha"));
        if (golden.Text("store") == "float")
        {
            golden.CheckNumbers(numbers.Numbers);
            return;
        }
        numbers.Store(image.Pixels);
        GoldenPictures.CheckOutput(golden, image);
    }

    [Fact]
    public void Pieces_are_counted_down_the_columns_and_a_rest_is_of_none() => Assert.Equal(
        [
            1, 1, 1, 1, 1,
            1, 1, 1, 1, 1,
            0, 0, 1, 1, 1,
            0, 0, 1, 1, 1,
            1, 1, 1, 1, 1,
        ],
        PieceMask.Of(new ImageShape(5, 5), [false, true, false, false]));

    [Fact]
    public void Half_of_the_pieces_show_other_ones_on_each_training_picture_and_all_on_test_pictures()
    {
        using TempFolder folder = new();
        BackdoorData data = AttackConfig.Poison(Config(folder, "cover_ratio: 0.2"), s_shape, ratio: 0.2);
        Assert.Equal((20, 20), (data.Index.Poisoned, data.Index.Covers.Count));
        HashSet<string> masks = [];
        foreach (int i in data.Index.Indices.Concat(data.Index.Covers))
        {
            byte[] stamped = data.Train.Read(i);
            // 100 + 0.15 * (200 - 100) where a piece of 2 x 2 pixels shows, in all three channels.
            Assert.Equal(8 * 4 * 3, stamped.Count(b => b == 115));
            Assert.Equal(8 * 4 * 3, stamped.Count(b => b == 100));
            Assert.Equal(stamped, data.Train.Read(i));
            masks.Add(Convert.ToHexString(stamped));
        }
        Assert.True(masks.Count > 30);
        Assert.All(data.PoisonedTest!.Read(1), b => Assert.Equal(120, b));
        Assert.All(data.Index.Covers, i => Assert.Equal(data.Train.Clean.Label(i), data.Train.Label(i)));
    }

    [Fact]
    public void What_a_run_keeps_gives_the_same_pictures_under_another_seed()
    {
        using TempFolder folder = new();
        BackdoorData data = AttackConfig.Poison(Config(folder, "cover_ratio: 0.1"), s_shape);
        TensorData kept = Assert.Single(data.Kept).Value;
        Assert.Equal("UInt8 [100, 16]", kept.ToString());
        Npy.Write(folder.File("masked.npy"), kept);
        AdaptiveBlendAttack given = new(
            new AdaptiveBlendOptions { TriggerPath = folder.File("trigger.png"), MaskedPath = folder.File("masked.npy") });
        foreach (int i in data.Index.Indices.Concat(data.Index.Covers))
        {
            byte[] stamped = data.Train.Clean.Read(i);
            given.Stamp(stamped, s_shape, new StampContext(i, SampleSplit.Train, data.Train.Role(i), Place: 0, Of: 1, Seed: 4321));
            Assert.Equal(data.Train.Read(i), stamped);
        }
    }

    [Theory]
    [InlineData("pieces: 15", "backdoor.adaptive_blend.pieces", "make no square")]
    [InlineData("pieces: 81", "backdoor.adaptive_blend.pieces", "8x8 cannot be cut into 81")]
    [InlineData("masked_path: no.npy", "backdoor.adaptive_blend.masked_path", "does not exist")]
    [InlineData("cover_ratio: 0.95", "backdoor.adaptive_blend.cover_ratio", "95 of 100 samples")]
    public void What_does_not_fit_is_named(string options, string key, string problem)
    {
        using TempFolder folder = new();
        ConfigException e = AttackConfig.Refused(Config(folder, options), s_shape);
        Assert.Equal(key, e.Location.Key);
        Assert.Contains(problem, e.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 9, 0, "[samples, 16]")]
    [InlineData(100, 16, 2, "Element 0 of the array is 2")]
    [InlineData(99, 16, 0, "The array is of 99 samples")]
    [InlineData(101, 16, 0, "The array is of 101 samples")]
    public void An_array_of_another_kind_is_refused(int samples, int pieces, byte element, string problem)
    {
        using TempFolder folder = new();
        byte[] elements = new byte[samples * pieces];
        elements[0] = element;
        Npy.Write(folder.File("masked.npy"), TensorData.From<byte>(elements, samples, pieces));
        ConfigException e = AttackConfig.Refused(Config(folder, $"masked_path: \"{folder.File("masked.npy")}\""), s_shape);
        Assert.Equal("backdoor.adaptive_blend.masked_path", e.Location.Key);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    private static string Config(TempFolder folder, string options) =>
        $"adaptive_blend: {{trigger_path: \"{folder.Png("trigger.png", 200, 16, 16)}\", {options}}}";
}
