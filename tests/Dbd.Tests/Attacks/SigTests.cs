using Dbd.Attacks.Sig;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class SigTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "sig", MemberType = typeof(Golden))]
    public void Is_BackdoorBench_s(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => Attack(golden, SigRule.Backdoorbench).Stamp(image.Pixels, image.Shape, default));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "sig_float", MemberType = typeof(Golden))]
    public void Is_the_toolbox_s(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input());
        float[] raised = new float[image.Shape.Bytes];
        Attack(golden, SigRule.Toolbox).Raise(image.Pixels, image.Shape, raised);
        golden.CheckNumbers(raised);
    }

    [Theory]
    [InlineData("backdoorbench")]
    [InlineData("toolbox")]
    public void A_period_goes_up_and_down_and_is_clipped(string rule)
    {
        SigAttack attack = new(new SigOptions { Delta = 40, Frequency = 1, Rule = Enum.Parse<SigRule>(rule, ignoreCase: true) });
        byte[] image = [100, 230, 20, 100, 230, 20, 100, 230, 20, 100, 230, 20];
        Assert.Equal([100, 230, 20, 140, 255, 60, 100, 230, 20, 60, 190, 0], SmallPoison.Stamp(attack, new ImageShape(1, 4), image));
    }

    [Fact]
    public void One_rule_cuts_and_the_other_rounds()
    {
        // 30 degrees: half of delta, which is 19.6.
        byte[] image = [.. Enumerable.Repeat((byte)100, 12 * 3)];
        SigOptions options = new() { Delta = 39.2, Frequency = 1 };
        Assert.Equal(119, SmallPoison.Stamp(new SigAttack(options), new ImageShape(1, 12), [.. image])[3]);
        Assert.Equal(120, SmallPoison.Stamp(new SigAttack(options with { Rule = SigRule.Toolbox }), new ImageShape(1, 12), image)[3]);
    }

    [Fact]
    public void Only_pictures_of_the_target_class_are_stamped_and_keep_their_label()
    {
        BackdoorData data = SmallPoison.Of("sig: {}", ratio: 0.05);
        SmallPoison.AssertCleanLabel(data);
        Assert.Equal(10, data.Index.Poisoned);
    }

    [Fact]
    public void More_than_the_class_has_and_a_wave_without_height_are_refused()
    {
        SmallPoison.Refused("backdoor.poison_ratio", "sig: {}", ratio: 0.2);
        SmallPoison.Refused("backdoor.sig.delta", "sig: {delta: 0}");
        SmallPoison.Refused("backdoor.sig.rule", "sig: {rule: box}");
    }

    private static SigAttack Attack(GoldenCase golden, SigRule rule) =>
        new(new SigOptions { Delta = golden.Double("delta"), Frequency = golden.Double("f"), Rule = rule });
}
