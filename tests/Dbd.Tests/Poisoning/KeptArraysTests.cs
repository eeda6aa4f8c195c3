using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Poisoning;

public sealed class KeptArraysTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_an_attack_keeps_is_of_the_training_set_s_plan_and_lies_beside_the_index()
    {
        IImageSource train = Synthetic.Generate(1, SyntheticSplit.Train, 40);
        Registry<IAttack> attacks = new("attack") { { "successor", "", "", (NoOptions _) => new Successor() } };
        Options options = new ConfigBinder([attacks]).Bind<Options>(
            ConfigDocument.Parse("backdoor: {poison_ratio: 0.5, target_label: 3, successor: {}}", "test.yaml"));
        BackdoorData data = BackdoorData.Poison(train, train, options.Backdoor, [], seed: 5, given: null);
        KeptArrays.Save(data.Kept, _folder.File("poison_idx.npy"));
        Assert.Equal(
            data.Index.Indices.Select(i => (i + 1L) % 40), Npy.Read(_folder.File("successors.npy")).As<long>().ToArray());
        Assert.All(data.Index.Indices, i => Assert.Equal(train.Read((i + 1) % 40), data.Train.Read(i)));
    }

    [Fact]
    public void Another_array_than_the_one_that_was_kept_is_refused_with_the_file()
    {
        string index = _folder.File("poison_idx.npy");
        Dictionary<string, TensorData> kept = new()
        {
            ["grid"] = TensorData.From<float>([1, 2], 2),
            ["noise"] = TensorData.From<float>([3], 1),
        };
        KeptArrays.Check(kept, index, "");
        KeptArrays.Save(kept, index);
        KeptArrays.Check(kept, index, "");
        kept["noise"] = TensorData.From<float>([4], 1);
        DbdException e = Assert.Throws<DbdException>(() => KeptArrays.Check(kept, index, "begin anew."));
        Assert.Contains(_folder.File("noise.npy"), e.Message, StringComparison.Ordinal);
        Assert.EndsWith("begin anew.", e.Message, StringComparison.Ordinal);
        kept["noise"] = TensorData.From<float>([3], 1, 1);
        Assert.Contains("Float32 [1, 1]", Assert.Throws<DbdException>(() => KeptArrays.Check(kept, index, "")).Message);
    }

    private sealed record Options
    {
        public required BackdoorOptions Backdoor { get; init; }
    }

    /// <summary>Puts the next picture of the set in the place of a poisoned one.</summary>
    private sealed class Successor : IAttack
    {
        public void Stamp(Span<byte> image, ImageShape shape, in StampContext context) =>
            context.Clean!.Read(Next(context.Sample, context.Clean.Count), image);

        public IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed) =>
            new Dictionary<string, TensorData>
            {
                ["successors"] = TensorData.From<long>([.. plan.Poisoned.Select(i => (long)Next(i, plan.Count))], plan.Poisoned.Count),
            };

        private static int Next(int sample, int count) => (sample + 1) % count;
    }
}
