using Dbd.Attacks;
using Dbd.Attacks.BadNets;
using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Torch.Networks;
using Dbd.Torch.Networks.Backbones;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Tests;

/// <summary>A few dozen drawn pictures, a quarter of them poisoned, and networks small enough for a test.</summary>
internal static class TinyData
{
    public const int Target = 3;
    public const int Classes = 10;

    public static StampedSource Poisoned(int count = 48)
    {
        IImageSource clean = Synthetic.Generate(seed: 1, SyntheticSplit.Train, count);
        PoisonPlan plan = AllToOne.Policy.Plan(clean.Labels(), new AttackGoal(0.25, Target, Classes, Seed: 1));
        return new StampedSource(clean, plan, new BadNetsAttack(WhiteSquare()), SampleSplit.Train, seed: 1);
    }

    public static BatchLoader Loader(StampedSource data, int batchSize = 12, int workers = 0, Share share = default) => new(
        data,
        new AugmentationPipeline([new RandomHorizontalFlip(new RandomHorizontalFlipOptions { P = 0.5 })]),
        new Normalization([0.5, 0.5, 0.5], [0.25, 0.25, 0.25]),
        seed: 7,
        new LoaderOptions { BatchSize = batchSize, NumWorkers = workers },
        share);

    public static HostBatch Batch(int views = 1, int batchSize = 12) =>
        Loader(Poisoned(), batchSize).Fill(Sampler.Sequential(48), step: 0, Purpose.Augmentation, epoch: 1, views);

    public static Classifier Classifier(int width = 4)
    {
        TorchSharp.torch.random.manual_seed(11);
        return new Classifier(Backbone(width), Classes);
    }

    public static ContrastiveNetwork Contrastive(int width = 4)
    {
        TorchSharp.torch.random.manual_seed(11);
        return new ContrastiveNetwork(Backbone(width));
    }

    public static ResNet18 Backbone(int width) => new(new ResNetOptions { Width = width }, Precision.Fp32);

    private static PixelBuffer WhiteSquare()
    {
        byte[] pixels = new byte[Synthetic.Shape.Bytes];
        for (int row = 0; row < 3; row++)
            pixels.AsSpan(row * 32 * 3, 9).Fill(255);
        return new PixelBuffer(Synthetic.Shape, pixels);
    }
}
