using Dbd.Attacks;
using Dbd.Attacks.LabelConsistent;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;
using Dbd.Tests.Reports;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class LabelConsistentTests : IDisposable
{
    private static readonly ImageShape s_shape = new(32, 32);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Golden.Rows), "label_consistent", MemberType = typeof(Golden))]
    public void Adds_the_corners_as_BackdoorBench(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => CornerPattern.Add(image.Pixels, image.Shape, golden.Double("amplitude")));
    }

    [Fact]
    public void The_pattern_is_mirrored_left_and_right_and_the_same_at_top_and_bottom()
    {
        byte[] image = Grey(100);
        CornerPattern.Add(image, s_shape, amplitude: 1);
        Assert.Equal([255, 0, 0], Row(image, 0, 0));
        Assert.Equal([0, 0, 255], Row(image, 0, 29));
        Assert.Equal([0, 255, 0], Row(image, 1, 0));
        Assert.Equal([255, 0, 255], Row(image, 31, 29));
        Assert.Equal(36 * 3, image.Count(value => value != 100));
    }

    [Fact]
    public void A_faint_pattern_moves_a_pixel_by_a_part_of_255_towards_zero()
    {
        byte[] image = Grey(100);
        CornerPattern.Add(image, s_shape, amplitude: 0.25);
        Assert.Equal([163, 36, 36], Row(image, 0, 0));
    }

    [Fact]
    public void The_stamped_pattern_is_black_and_white_and_the_same_in_each_corner()
    {
        byte[] image = Grey(100);
        CornerPattern.Stamp(image, s_shape);
        Assert.Equal([0, 0, 255], Row(image, 0, 0));
        Assert.Equal([0, 0, 255], Row(image, 29, 29));
        Assert.Equal([255, 0, 255], Row(image, 31, 0));
    }

    [Fact]
    public void A_training_picture_is_the_adversarial_one_with_the_pattern_and_a_test_picture_has_the_pattern_alone()
    {
        PictureFile.WritePng(_folder.File("7.png"), Grey(108), s_shape);
        LabelConsistentAttack attack = Attack();
        Assert.Equal(108, Stamped(attack, SampleSplit.Train, sample: 7)[s_shape.Bytes / 2]);
        Assert.Equal(100, Stamped(attack, SampleSplit.Test, sample: 7)[s_shape.Bytes / 2]);
        Assert.Equal(255, Stamped(attack, SampleSplit.Train, sample: 7)[0]);
    }

    [Fact]
    public void A_picture_of_other_data_is_refused()
    {
        PictureFile.WritePng(_folder.File("7.png"), Grey(140), s_shape);
        ConfigException e = Assert.Throws<ConfigException>(() => Stamped(Attack(), SampleSplit.Train, sample: 7));
        Assert.Equal("adversarial", e.Location.Key);
        Assert.Contains("sample 7 differs from the sample by 40", e.Message, StringComparison.Ordinal);
        Assert.Contains("with the seed and dataset_held_out of this run", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_not_there_or_of_another_size_is_refused()
    {
        PictureFile.WritePng(_folder.File("8.png"), new byte[3 * 4 * 5], new ImageShape(4, 5));
        ConfigException missing = Assert.Throws<ConfigException>(() => Stamped(Attack(), SampleSplit.Train, sample: 7));
        ConfigException other = Assert.Throws<ConfigException>(() => Stamped(Attack(), SampleSplit.Train, sample: 8));
        Assert.Contains("the picture of sample 7 was not made", missing.Message, StringComparison.Ordinal);
        Assert.Contains("is 4x5 pixels, but the data set's pictures are 32x32", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_pictures_are_looked_for_before_a_run_begins()
    {
        int[] target = [.. Enumerable.Range(0, 200).Where(i => SmallPoison.Train.Label(i) == SmallPoison.Target)];
        foreach (int sample in target)
            PictureFile.WritePng(_folder.File($"{sample}.png"), SmallPoison.Train.Read(sample), SmallPoison.Train.Shape);
        string attack = $"draw: {{count: round, capped: true}}, label_consistent: {{adversarial: '{_folder.Path}'}}";
        Assert.Equal(target, SmallPoison.Of(attack).Index.Indices);
        File.Delete(_folder.File($"{target[^1]}.png"));
        ConfigException e = SmallPoison.Refused("backdoor.label_consistent.adversarial", attack);
        Assert.Contains($"the picture of sample {target[^1]} was not made", e.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stamped_pattern_has_no_amplitude() => SmallPoison.Refused(
        "backdoor.label_consistent.amplitude", "label_consistent: {adversarial: a, corners: stamped, amplitude: 0.25}");

    [Fact]
    public void Labels_stay_and_only_the_target_class_is_poisoned()
    {
        PoisonPlan plan = Attack().Policy.Plan([0, 1, 1, 0, 1, 2], new AttackGoal(1.0 / 3, TargetLabel: 1, Classes: 3, Seed: 1));
        Assert.Equal(2, plan.Poisoned.Count);
        Assert.All(plan.Poisoned, i => Assert.Equal(1, plan.Label(i)));
    }

    private LabelConsistentAttack Attack() => new(new LabelConsistentOptions { Adversarial = _folder.Path });

    private static byte[] Stamped(LabelConsistentAttack attack, SampleSplit split, int sample)
    {
        byte[] image = Grey(100);
        attack.Stamp(image, s_shape, new StampContext(sample, split, SampleRole.Poisoned, Place: 0, Of: 1, Seed: 1));
        return image;
    }

    private static byte[] Grey(byte value) => [.. Enumerable.Repeat(value, s_shape.Bytes)];

    private static byte[] Row(byte[] image, int y, int x) => [.. Enumerable.Range(x, 3).Select(i => image[y * s_shape.Stride + i * 3])];
}
