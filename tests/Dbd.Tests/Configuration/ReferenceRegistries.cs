using Dbd.Configuration;

namespace Dbd.Tests.Configuration;

/// <summary>Small catalogues with the reference's names.</summary>
internal static class ReferenceRegistries
{
    private const string Source = "reference";

    public static readonly Registry<Attack> Attacks = new("attack")
    {
        { "badnets", "a patch", "Gu 2017", (BadNetsOptions o) => new Attack(o) },
        { "blend", "a picture mixed in", "Chen 2017", (BlendOptions o) => new Attack(MustExist(o)) },
    };

    public static readonly Registry<Step> Steps = new("augmentation")
    {
        { "random_crop", "pads, then crops", Source, (RandomCropOptions o) => new Step(o) },
        { "random_resize_crop", "crops a share, then resizes", Source, (ResizedCropOptions o) => new Step(o) },
        { "random_horizontal_flip", "mirrors", Source, (ChanceOptions o) => new Step(o) },
        { "random_color_jitter", "changes colours", Source, (JitterOptions o) => new Step(o) },
        { "random_grayscale", "drops colours", Source, (ChanceOptions o) => new Step(o) },
        { "gaussian_blur", "blurs", Source, (BlurOptions o) => new Step(o) },
    };

    public static readonly Registry<Network> Networks = new("network")
    {
        { "resnet18_cifar", "ResNet-18 for 32 x 32", "He 2016", (NetworkOptions o) => new Network(o) },
    };

    public static readonly Registry<Criterion> Criteria = new("criterion")
    {
        { "cross_entropy", "cross entropy", Source, (CrossEntropyOptions o) => new Criterion(o) },
        { "simclr", "one-sided NT-Xent", Source, (SimClrOptions o) => new Criterion(o) },
        { "sce", "symmetric cross entropy", "Wang 2019", (SceOptions o) => new Criterion(o) },
        { "mixmatch", "MixMatch", "Berthelot 2019", (MixMatchLossOptions o) => new Criterion(o) },
    };

    public static readonly Registry<Optimizer> Optimizers = new("optimizer")
    {
        { "SGD", "momentum", Source, (SgdOptions o) => new Optimizer(o) },
        { "Adam", "adaptive moments", "Kingma 2015", (AdamOptions o) => new Optimizer(o) },
    };

    public static readonly Registry<Schedule> Schedules = new("schedule")
    {
        { "multi_step", "steps down at milestones", Source, (MultiStepOptions o) => new Schedule(o) },
        { "cosine_annealing", "half a cosine", "Loshchilov 2017", (CosineOptions o) => new Schedule(o) },
    };

    public static readonly IRegistry[] All = [Attacks, Steps, Networks, Criteria, Optimizers, Schedules];

    public static readonly ConfigBinder Binder = new(All);

    public static ConfigDocument Yaml(string yaml) => ConfigDocument.Parse(yaml, "test.yaml");

    public static T Bind<T>(string yaml)
        where T : class => Binder.Bind<T>(Yaml(yaml));

    public static ConfigException Error<T>(string yaml)
        where T : class => Xunit.Assert.Throws<ConfigException>(() => Bind<T>(yaml));

    private static BlendOptions MustExist(BlendOptions options) => options.TriggerPath == "missing.png"
        ? throw new ConfigException("trigger_path", "There is no file missing.png.", "Check the path.")
        : options;
}
