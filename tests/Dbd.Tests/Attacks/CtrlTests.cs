using Dbd.Attacks.Ctrl;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class CtrlTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "ctrl", MemberType = typeof(Golden))]
    public void Is_BackdoorBench_s(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => Attack(golden, CtrlRule.Backdoorbench).Stamp(image.Pixels, image.Shape, default));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "ctrl_float", MemberType = typeof(Golden))]
    public void Is_the_authors(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input());
        double[] raised = new double[image.Shape.Bytes];
        Attack(golden, CtrlRule.Ctrl).Raise(image.Pixels, image.Shape, raised);
        golden.CheckNumbers(Array.ConvertAll(raised, CtrlAttack.Unit));
    }

    [Theory]
    [InlineData(128, new byte[] { 139, 118, 148 }, new byte[] { 139, 118, 148 })]
    [InlineData(250, new byte[] { 255, 240, 255 }, new byte[] { 5, 240, 14 })]
    public void Colours_move_as_the_formulas_say_and_what_leaves_the_range_is_clipped_or_wraps(byte grey, byte[] clipped, byte[] wrapped)
    {
        // The lowest frequency of 4x4 values: 10 on each. R + 1.14 * 10, G - 0.977 * 10, B + 2.029 * 10.
        CtrlOptions options = new() { Magnitude = 40, Positions = [[0, 0]] };
        ImageShape shape = new(4, 4);
        byte[] image = [.. Enumerable.Repeat(grey, shape.Bytes)];
        byte[] authors = SmallPoison.Stamp(new CtrlAttack(options), shape, [.. image]);
        byte[] bench = SmallPoison.Stamp(new CtrlAttack(options with { Rule = CtrlRule.Backdoorbench }), shape, [.. image]);
        for (int i = 0; i < image.Length; i += 3)
        {
            Assert.Equal(clipped, authors[i..(i + 3)]);
            Assert.Equal(wrapped, bench[i..(i + 3)]);
        }
    }

    [Fact]
    public void Only_pictures_of_the_target_class_are_stamped_and_keep_their_label() =>
        SmallPoison.AssertCleanLabel(SmallPoison.Of("ctrl: {}", ratio: 0.05));

    [Fact]
    public void A_position_beyond_the_picture_and_other_blocks_that_do_not_fit_are_refused()
    {
        SmallPoison.Refused("backdoor.ctrl.positions", "ctrl: {positions: [[15, 15], [32, 32]]}", ratio: 0.05);
        SmallPoison.Refused("backdoor.ctrl.window", "ctrl: {window: 33}", ratio: 0.05);
        SmallPoison.Refused("backdoor.ctrl.channels[0]", "ctrl: {channels: [3]}", ratio: 0.05);
        SmallPoison.Refused("backdoor.poison_ratio", "ctrl: {}", ratio: 0.5);
    }

    private static CtrlAttack Attack(GoldenCase golden, CtrlRule rule) => new(new CtrlOptions
    {
        Channels = [.. golden.Doubles("channels").Select(c => (int)c)],
        Window = golden.Int("window"),
        Magnitude = golden.Double("magnitude"),
        Positions = golden.Positions(),
        Rule = rule,
    });
}
