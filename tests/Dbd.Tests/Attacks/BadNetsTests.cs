using Dbd.Attacks.BadNets;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class BadNetsTests
{
    private static readonly ImageShape s_shape = new(6, 5);

    [Theory]
    [MemberData(nameof(Golden.Rows), "badnets", MemberType = typeof(Golden))]
    public void Stamps_as_the_reference(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        BadNetsAttack attack = new(BadNetsAttack.Resized(GoldenPictures.Picture(golden.Input("trigger"))));
        attack.Stamp(image.Pixels, image.Shape, default);
        GoldenPictures.CheckOutput(golden, image);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "badnets_trigger", MemberType = typeof(Golden))]
    public void Draws_the_patch_of_BackdoorBench(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        DrawnPatch patch = new()
        {
            Kind = Enum.Parse<PatchKind>(golden.Text("kind"), ignoreCase: true),
            Square = golden.Int("square"),
            DistanceRight = golden.Int("distance_right"),
            DistanceBottom = golden.Int("distance_bottom"),
        };
        GoldenPictures.CheckOutput(golden, patch.On(new ImageShape(golden.Int("size"), golden.Int("size"))).Picture);
    }

    [Theory]
    [InlineData(nameof(StampRule.Backdoorbench), 255, 1)]
    [InlineData(nameof(StampRule.Toolbox), 139, 75)]
    [InlineData(nameof(StampRule.Box), 138, 75)]
    public void A_drawn_grid_is_put_on_by_each_rule(string name, byte even, byte odd)
    {
        StampRule rule = Enum.Parse<StampRule>(name);
        double alpha = rule == StampRule.Backdoorbench ? 1 : 0.25;
        DrawnPatch grid = new() { Kind = PatchKind.Grid, Square = 2, DistanceRight = 1, DistanceBottom = 2 };
        byte[] image = Picture();
        new BadNetsAttack(new BadNetsOptions { Patch = grid, Rule = rule, Alpha = alpha }).Stamp(image, s_shape, default);
        for (int i = 0; i < image.Length; i++)
        {
            (int row, int column) = (i / s_shape.Stride, i % s_shape.Stride / ImageShape.Channels);
            byte want = (row, column) switch
            {
                (2, 2) or (3, 3) => even,
                (2, 3) or (3, 2) => odd,
                _ => 100,
            };
            Assert.Equal(want, image[i]);
        }
    }

    [Fact]
    public void The_toolbox_s_patch_has_black_pixels()
    {
        byte[] image = Picture();
        new BadNetsAttack(new BadNetsOptions { Patch = new() { Kind = PatchKind.Toolbox }, Rule = StampRule.Toolbox })
            .Stamp(image, s_shape, default);
        Assert.Equal(["..#", ".#.", "#.#"], Enumerable.Range(3, 3).Select(y => $"{Mark(y, 2)}{Mark(y, 3)}{Mark(y, 4)}"));

        char Mark(int row, int column) =>
            image[row * s_shape.Stride + column * ImageShape.Channels] switch { 0 => '.', 255 => '#', _ => '?' };
    }

    [Fact]
    public void Without_options_it_is_a_white_square_in_the_lower_right_corner()
    {
        byte[] image = Picture();
        new BadNetsAttack(new BadNetsOptions()).Stamp(image, s_shape, default);
        Assert.Equal(9 * 3, image.Count(b => b == 255));
        Assert.Equal(255, image[3 * s_shape.Stride + 2 * 3]);
    }

    [Fact]
    public void A_mask_picture_says_where_the_trigger_is()
    {
        using TempFolder folder = new();
        string trigger = folder.Png("trigger.png", 200, s_shape.Height, s_shape.Width);
        string mask = folder.Png("mask.png", 51, s_shape.Height, s_shape.Width);
        byte[] image = Picture();
        new BadNetsAttack(new BadNetsOptions { TriggerPath = trigger, MaskPath = mask, Rule = StampRule.Toolbox })
            .Stamp(image, s_shape, default);
        Assert.All(image, b => Assert.Equal(120, b));
    }

    [Fact]
    public void A_trigger_of_another_size_is_refused_with_both_sizes_unless_it_is_to_be_resized()
    {
        using TempFolder folder = new();
        BadNetsOptions options = new() { TriggerPath = folder.Png("trigger.png", 7, 4, 5) };
        ConfigException e =
            Assert.Throws<ConfigException>(() => new BadNetsAttack(options).Stamp(Picture(), s_shape, default));
        Assert.Equal("trigger_path", e.Location.Key);
        Assert.Contains("4x5", e.Message, StringComparison.Ordinal);
        Assert.Contains("6x5", e.Message, StringComparison.Ordinal);
        byte[] image = Picture();
        new BadNetsAttack(options with { Resize = true }).Stamp(image, s_shape, default);
        Assert.All(image, b => Assert.Equal(7, b));
    }

    [Theory]
    [InlineData("patch: {square: 7}", "backdoor.badnets.patch.square")]
    [InlineData("patch: {square: 3, distance_right: 30}", "backdoor.badnets.patch.square")]
    [InlineData("patch: {kind: toolbox, square: 4}", "backdoor.badnets.patch.square")]
    [InlineData("patch: {kind: toolbox}", "backdoor.badnets.patch.kind")]
    [InlineData("patch: {}, trigger_path: a.png", "backdoor.badnets.patch")]
    [InlineData("resize: true", "backdoor.badnets.resize")]
    [InlineData("mask_path: a.png, rule: box", "backdoor.badnets.mask_path")]
    [InlineData("alpha: 0.5", "backdoor.badnets.alpha")]
    [InlineData("trigger_path: a.png, mask_path: a.png", "backdoor.badnets.mask_path")]
    [InlineData("trigger_path: a.png, rule: toolbox", "backdoor.badnets.trigger_path")]
    public void Keys_that_do_not_fit_are_named(string options, string key) =>
        Assert.Equal(key, AttackConfig.Refused($"badnets: {{{options}}}", new ImageShape(6, 6)).Location.Key);

    private static byte[] Picture() => [.. Enumerable.Repeat((byte)100, s_shape.Bytes)];
}
