using Dbd.Configuration;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;

using Xunit;

namespace Dbd.Tests.Attacks;

/// <summary>Attacks as a configuration names them, on small pictures of five classes in turn.</summary>
internal static class AttackConfig
{
    public const int Classes = 5;

    /// <summary>Poisons 100 training pictures, and tests on 20.</summary>
    /// <param name="attack">The attack's key, and further keys of the backdoor.</param>
    /// <param name="shape">The pictures' size.</param>
    /// <param name="target">The target label; null leaves it out.</param>
    /// <param name="ratio">The poison ratio.</param>
    public static BackdoorData Poison(string attack, ImageShape shape, int? target = 0, double ratio = 0.1)
    {
        string yaml = $"backdoor: {{poison_ratio: {ratio}, {(target is null ? "" : $"target_label: {target}, ")}{attack}}}";
        Options options = new ConfigBinder([.. DataCatalog.All]).Bind<Options>(ConfigDocument.Parse(yaml, "test.yaml"));
        return BackdoorData.Poison(Pictures(100, shape), Pictures(20, shape), options.Backdoor, [], seed: 9, given: null);
    }

    public static ConfigException Refused(string attack, ImageShape shape, int? target = 0, double ratio = 0.1) =>
        Assert.Throws<ConfigException>(() => Poison(attack, shape, target, ratio));

    private static HeldImages Pictures(int count, ImageShape shape) => new(
        shape, Enumerable.Repeat((byte)100, count * shape.Bytes).ToArray(), [.. Enumerable.Range(0, count).Select(i => i % Classes)],
        [.. Enumerable.Range(0, Classes).Select(c => $"class {c}")]);

    private sealed record Options
    {
        public required BackdoorOptions Backdoor { get; init; }
    }
}
