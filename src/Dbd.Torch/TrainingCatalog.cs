using Dbd.Configuration;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Networks.Backbones;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;

namespace Dbd.Torch;

/// <summary>Everything on the training side that a configuration can name. To add a network, a loss, an optimizer or a schedule:
/// one file with it and its options record, and one line here.</summary>
public static class TrainingCatalog
{
    /// <summary>What stands under <c>network</c>.</summary>
    public static Registry<NetworkFactory> Networks { get; } = new("network")
    {
        { "resnet18_cifar", "ResNet-18 with a 3x3 stem, for small pictures", "He et al. 2016",
            (ResNetOptions o) => precision => new ResNet18(o, precision) },
        { "preact_resnet18", "pre-activation ResNet-18 for small pictures, as in BackdoorBench", "He et al. 2016b",
            (ResNetOptions o) => precision => new PreActResNet18(o, precision) },
        { "vgg19_bn", "VGG-19 with BatchNorm, torchvision's form; from 32x32", "Simonyan and Zisserman 2015",
            (Vgg19Options o) => precision => new Vgg19(o, precision) },
        { "wide_resnet16_1", "wide residual network of depth 16, factor 1, as in ABL", "Zagoruyko and Komodakis 2016",
            (NetworkOptions _) => precision => new WideResNet(depth: 16, widening: 1, precision) },
        { "wide_resnet28_10", "wide residual network of depth 28, factor 10", "Zagoruyko and Komodakis 2016",
            (NetworkOptions _) => precision => new WideResNet(depth: 28, widening: 10, precision) },
        { "resnet18", "ResNet-18 with a 7x7 stem and max-pool, torchvision's form", "He et al. 2016",
            (ResNetOptions o) => precision => ResNet.Of18(o, precision) },
        { "resnet50", "ResNet-50 with a 7x7 stem and max-pool, torchvision's form", "He et al. 2016",
            (ResNetOptions o) => precision => ResNet.Of50(o, precision) },
        { "mobilenet_v2", "MobileNetV2: depthwise convolutions, torchvision's form", "Sandler et al. 2018",
            (MobileNetV2Options o) => precision => new MobileNetV2(o, precision) },
    };

    /// <summary>What stands under <c>criterion</c> in supervise and warmup.</summary>
    public static Registry<SampleLoss> Losses { get; } = new("loss")
    {
        { "cross_entropy", "cross entropy", "-", (CrossEntropyOptions _) => CrossEntropy.PerSample },
        { "sce", "symmetric cross entropy, bounded on false labels", "Wang et al. 2019",
            (SymmetricCrossEntropyOptions o) => (logits, labels) => SymmetricCrossEntropy.PerSample(logits, labels, o.Alpha, o.Beta) },
    };

    /// <summary>What stands under <c>criterion</c> in simclr.</summary>
    public static Registry<ContrastiveLoss> ContrastiveLosses { get; } = new("contrastive loss")
    {
        { "simclr", "one-sided NT-Xent: only first views are anchors", "the reference program",
            (NtXentOptions o) => features => NtXent.OneSided(features, o.Temperature) },
        { "nt_xent", "two-sided NT-Xent", "Chen et al. 2020", (NtXentOptions o) => features => NtXent.TwoSided(features, o.Temperature) },
    };

    /// <summary>What stands under <c>semi.criterion</c>.</summary>
    public static Registry<MixMatchLossOptions> SemiSupervisedLosses { get; } = new("semi-supervised loss")
    {
        { "mixmatch", "soft cross entropy, and squared error with a rising weight", "Berthelot et al. 2019", (MixMatchLossOptions o) => o },
    };

    /// <summary>What stands under <c>optimizer</c>.</summary>
    public static Registry<OptimizerOptions> Optimizers { get; } = new("optimizer")
    {
        { "SGD", "stochastic gradient descent with momentum", "PyTorch's form", (SgdOptions o) => o },
        { "Adam", "adaptive moments, weight decay in the gradient", "Kingma and Ba 2015", (AdamOptions o) => o },
    };

    /// <summary>What stands under <c>lr_scheduler</c>.</summary>
    public static Registry<ScheduleOptions> Schedules { get; } = new("schedule")
    {
        { "multi_step", "times gamma at each milestone", "PyTorch MultiStepLR", (MultiStepOptions o) => o },
        { "cosine_annealing", "half a cosine in T_max epochs", "Loshchilov and Hutter 2017", (CosineAnnealingOptions o) => o },
        { "one_cycle", "up and down once, a new rate at each step", "Smith and Topin 2017", (OneCycleOptions o) => o },
    };

    /// <summary>All registries.</summary>
    public static IReadOnlyList<IRegistry> All { get; } =
        [Networks, Losses, ContrastiveLosses, SemiSupervisedLosses, Optimizers, Schedules];
}
