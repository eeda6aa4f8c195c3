using Dbd.Attacks;
using Dbd.Attacks.AdaptivePatch;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class AdaptivePatchTests
{
    private static readonly ImageShape s_shape = new(32, 32);

    [Theory]
    [MemberData(nameof(Golden.Rows), "adaptive_patch_assign", MemberType = typeof(Golden))]
    public void Patches_are_assigned_as_by_the_toolbox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        Assert.Equal("contiguous", golden.Text("rule"));
        (int count, int patches) = (golden.Int("count"), golden.Int("k"));
        Assert.Equal(
            GoldenArray.Read(golden.Output()).As<long>(),
            Enumerable.Range(0, count).Select(place => (long)Assignment.Contiguous(place, count, patches)));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "adaptive_patch_test", MemberType = typeof(Golden))]
    public void Test_pictures_get_all_patches_as_in_the_toolbox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        OpaquePatch[] patches = [.. golden.Doubles("alphas").Select((alpha, i) => Opaque(golden.Patch($"{i}"), alpha))];
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        using FloatPicture numbers = FloatPicture.Unit(image.Pixels);
        AdaptivePatchAttack.PutOn(numbers.Numbers, image.Shape, patches, PatchRule.Toolbox);
        golden.CheckNumbers(numbers.Numbers);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "weighted_sequence", MemberType = typeof(Golden))]
    public void Test_pictures_get_the_first_half_in_reverse_as_in_BackdoorBox(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        OpaquePatch[] patches = [.. golden.Doubles("alphas").Select((alpha, i) => Opaque(golden.Patch($"{i}"), alpha))];
        OpaquePatch[] tested = AdaptivePatchAttack.TestedByBox(patches);
        Assert.Equal(golden.Doubles("order").Select(i => patches[(int)i]), tested);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        using FloatPicture numbers = FloatPicture.Levels(image.Pixels);
        AdaptivePatchAttack.PutOn(numbers.Numbers, image.Shape, tested, PatchRule.Box);
        golden.CheckNumbers(numbers.Numbers);
    }

    [Fact]
    public void Ten_pictures_and_four_patches_make_groups_of_three_two_three_two() =>
        Assert.Equal([0, 0, 0, 1, 1, 2, 2, 2, 3, 3], Enumerable.Range(0, 10).Select(place => Assignment.Contiguous(place, 10, 4)));

    [Fact]
    public void Poisoned_and_covers_each_get_one_patch_after_the_other()
    {
        BackdoorData data = AttackConfig.Poison("adaptive_patch: {cover_ratio: 0.12}", s_shape, ratio: 0.08);
        Assert.Equal((8, 12), (data.Index.Poisoned, data.Index.Covers.Count));
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3], data.Index.Indices.Select(i => PatchOf(data.Train.Read(i))));
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], data.Index.Covers.Select(i => PatchOf(data.Train.Read(i))));
        long[] kept = data.Kept["adaptive_patch_assigned"].As<long>().ToArray();
        Assert.All(
            Enumerable.Range(0, 100),
            i => Assert.Equal(data.Train.Role(i) == SampleRole.Clean ? -1 : PatchOf(data.Train.Read(i)), kept[i]));
        Assert.All(data.Index.Covers, i => Assert.Equal(data.Train.Clean.Label(i), data.Train.Label(i)));
    }

    [Fact]
    public void Test_pictures_carry_opaque_flames_and_corners()
    {
        BackdoorData data = AttackConfig.Poison("adaptive_patch: {cover_ratio: 0}", s_shape);
        byte[] tested = data.PoisonedTest!.Read(1);
        Assert.Equal(100, tested[5 * s_shape.Stride + 24 * 3]);
        Assert.Equal((0, 255), (tested[0], tested[2 * 3]));
        Assert.Equal([255, 0, 0], tested.AsSpan(27 * s_shape.Stride + 2 * 3, 3).ToArray());
        Assert.Equal([255, 50, 30], tested.AsSpan(28 * s_shape.Stride + 30 * 3, 3).ToArray());
    }

    [Fact]
    public void By_BackdoorBox_patches_take_turns_in_an_order_of_their_own()
    {
        BackdoorData data = AttackConfig.Poison("adaptive_patch: {rule: box, cover_ratio: 0}", s_shape, ratio: 0.4);
        int[] patches = [.. data.Index.Indices.Select(i => PatchOf(data.Train.Read(i)))];
        Assert.All(Enumerable.Range(0, 4), patch => Assert.Equal(10, patches.Count(p => p == patch)));
        Assert.NotEqual(patches.Order(), patches);
        Assert.NotEqual(Enumerable.Range(0, 40).Select(i => patches[i % 4]), patches);
        Assert.Equal(patches, AttackConfig.Poison("adaptive_patch: {rule: box, cover_ratio: 0}", s_shape, ratio: 0.4) is var again
            ? again.Index.Indices.Select(i => PatchOf(again.Train.Read(i)))
            : []);
    }

    [Fact]
    public void Patches_can_be_files()
    {
        using TempFolder folder = new();
        string white = folder.Png("white.png", 255, 4, 4);
        string lists = $$"""triggers: [{trigger_path: "{{white}}", alpha: 0.2}], test_triggers: [{trigger_path: "{{white}}"}]""";
        BackdoorData data = AttackConfig.Poison($"adaptive_patch: {{{lists}, cover_ratio: 0}}", new ImageShape(4, 4));
        Assert.All(data.Train.Read(data.Index.Indices[0]), b => Assert.Equal(131, b));
        Assert.All(data.PoisonedTest!.Read(1), b => Assert.Equal(255, b));
    }

    [Theory]
    [InlineData("triggers: [{trigger_path: a.png}]", "backdoor.adaptive_patch.test_triggers")]
    [InlineData("test_triggers: [{trigger_path: a.png}]", "backdoor.adaptive_patch.triggers")]
    [InlineData("rule: box, test_triggers: [{trigger_path: a.png}]", "backdoor.adaptive_patch.test_triggers")]
    [InlineData("rule: box, triggers: [{trigger_path: a.png}]", "backdoor.adaptive_patch.triggers")]
    [InlineData("rule: box, triggers: [{trigger_path: a.png}, {trigger_path: b.png, mask_path: c}]", "backdoor.adaptive_patch.triggers")]
    [InlineData("rule: box, triggers: [{trigger_path: a.png}, {trigger_path: b.png}]", "backdoor.adaptive_patch.triggers[0].trigger_path")]
    [InlineData("cover_ratio: 0.95", "backdoor.adaptive_patch.cover_ratio")]
    public void Keys_that_do_not_fit_are_named(string options, string key) =>
        Assert.Equal(key, AttackConfig.Refused($"adaptive_patch: {{{options}}}", s_shape).Location.Key);

    [Fact]
    public void Small_pictures_need_patches_of_their_own() =>
        Assert.Equal("backdoor.adaptive_patch", AttackConfig.Refused("adaptive_patch: {}", new ImageShape(15, 32)).Location.Key);

    private static OpaquePatch Opaque(Patch patch, double alpha) => new(SizedPatch.Given(patch), (float)alpha);

    // Each of the drawn patches changes a pixel that the others leave.
    private static int PatchOf(byte[] stamped)
    {
        (int Row, int Column)[] own = [(27, 29), (7, 24), (0, 2), (23, 23)];
        return Enumerable.Range(0, own.Length).Single(p => stamped[own[p].Row * s_shape.Stride + own[p].Column * 3 + 1] != 100);
    }
}
