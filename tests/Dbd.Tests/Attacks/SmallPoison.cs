using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;

using Xunit;

namespace Dbd.Tests.Attacks;

/// <summary>200 drawn pictures of ten classes, poisoned as a configuration says.</summary>
internal static class SmallPoison
{
    public const int Target = 3;

    public static IImageSource Train { get; } = Synthetic.Generate(1, SyntheticSplit.Train, 200);

    private static readonly IImageSource s_test = Synthetic.Generate(1, SyntheticSplit.Test, 30);

    /// <summary>Both sets, poisoned by an attack: its key with its options.</summary>
    public static BackdoorData Of(string attack, double ratio = 0.2, long seed = 9)
    {
        string yaml = $"backdoor: {{poison_ratio: {ratio}, target_label: {Target}, {attack}}}";
        Options options = new ConfigBinder([.. DataCatalog.All]).Bind<Options>(ConfigDocument.Parse(yaml, "test.yaml"));
        return BackdoorData.Poison(Train, s_test, options.Backdoor, [], seed, given: null);
    }

    /// <summary>What is refused, with the key that is named.</summary>
    public static ConfigException Refused(string key, string attack, double ratio = 0.2)
    {
        ConfigException e = Assert.Throws<ConfigException>(() => Of(attack, ratio));
        Assert.Equal(key, e.Location.Key);
        return e;
    }

    /// <summary>Stamps one picture.</summary>
    public static byte[] Stamp(IAttack attack, ImageShape shape, params byte[] image)
    {
        attack.Stamp(image, shape, default);
        return image;
    }

    /// <summary>Fails unless all poisoned samples of a set of labels kept are of the target class.</summary>
    public static void AssertCleanLabel(BackdoorData data)
    {
        Assert.NotEmpty(data.Index.Indices);
        Assert.All(data.Index.Indices, i => Assert.Equal((Target, Target), (Train.Label(i), data.Train.Label(i))));
        Assert.Empty(data.Index.Covers);
    }

    private sealed record Options
    {
        public required BackdoorOptions Backdoor { get; init; }
    }
}
