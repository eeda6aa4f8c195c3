using Dbd.Attacks.FTrojan;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class FTrojanTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "ftrojan_ycrcb", MemberType = typeof(Golden))]
    public void Raises_frequencies_as_BackdoorBench(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input());
        double[] planes = new double[image.Shape.Bytes];
        Attack(golden).Raise(image.Pixels, image.Shape, planes);
        golden.Check(GoldenArray.Read(golden.Output()).ToDoubles(), planes);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "ftrojan_snapped", MemberType = typeof(Golden))]
    public void Is_BackdoorBench_s_without_the_noise(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => Attack(golden).Stamp(image.Pixels, image.Shape, default));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "ftrojan", MemberType = typeof(Golden))]
    public void BackdoorBench_s_with_the_noise_is_shown(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => Attack(golden).Stamp(image.Pixels, image.Shape, default));
    }

    [Fact]
    public void A_constant_goes_on_the_listed_channels_of_every_block()
    {
        // The lowest frequency of a 2x2 block: half of the magnitude on each value.
        FTrojanAttack attack = new(new FTrojanOptions { Channels = [1], Window = 2, Magnitude = 30, Positions = [[0, 0]] });
        ImageShape shape = new(2, 4);
        byte[] image = [.. Enumerable.Repeat((byte)100, shape.Bytes)];
        double[] planes = new double[shape.Bytes];
        attack.Raise(image, shape, planes);
        for (int i = 0; i < planes.Length; i += 3)
            Assert.Equal((100.0, 143.0, 128.0), (planes[i], Math.Round(planes[i + 1], 9), planes[i + 2]));
        // Red = Y + 1.403 * 15, green = Y - 0.714 * 15.
        Assert.Equal([121, 89, 100], SmallPoison.Stamp(attack, shape, image)[..3]);
    }

    [Fact]
    public void A_value_beyond_255_comes_in_at_the_other_end_as_in_BackdoorBench()
    {
        FTrojanAttack attack = new(new FTrojanOptions { Channels = [2], Window = 2, Magnitude = 300, Positions = [[0, 0]] });
        // Cb: 128 + 150 = 278, and 278 - 256 = 22. Blue = 100 + 1.773 * (22 - 128), clipped.
        Assert.Equal(0, SmallPoison.Stamp(attack, new ImageShape(2, 2), [.. Enumerable.Repeat((byte)100, 12)])[2]);
    }

    [Fact]
    public void Other_classes_are_poisoned_and_get_the_target_label()
    {
        BackdoorData data = SmallPoison.Of("ftrojan: {}");
        Assert.InRange(data.Index.Poisoned, 20, 60);
        Assert.All(data.Index.Indices, i => Assert.Equal(SmallPoison.Target, data.Train.Label(i)));
        Assert.All(data.Index.Indices, i => Assert.NotEqual(SmallPoison.Train.Read(i), data.Train.Read(i)));
        Assert.Empty(data.Index.Covers);
    }

    [Fact]
    public void Blocks_and_positions_that_do_not_fit_are_refused_by_their_key()
    {
        Assert.Contains("48x48", SmallPoison.Refused("backdoor.ftrojan.window", "ftrojan: {window: 48}").Message);
        Assert.Contains("[16, 3]", SmallPoison.Refused(
            "backdoor.ftrojan.positions", "ftrojan: {window: 16, positions: [[15, 15], [16, 3]]}").Message);
        Assert.Contains("[7]", SmallPoison.Refused("backdoor.ftrojan.positions", "ftrojan: {positions: [[7]]}").Message);
        SmallPoison.Refused("backdoor.ftrojan.channels", "ftrojan: {channels: [1, 1]}");
    }

    private static FTrojanAttack Attack(GoldenCase golden) => new(new FTrojanOptions
    {
        Channels = [.. golden.Doubles("channels").Select(c => (int)c)],
        Window = golden.Int("window"),
        Magnitude = golden.Double("magnitude"),
        Positions = golden.Positions(),
    });
}
