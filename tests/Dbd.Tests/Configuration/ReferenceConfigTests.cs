using Dbd.Configuration;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Configuration;

/// <summary>The six files of the reference, under the reference's paths.</summary>
public class ReferenceConfigTests
{
    [Theory]
    [InlineData("badnets", "random_crop, random_horizontal_flip")]
    [InlineData("blend", "random_resize_crop, random_horizontal_flip")]
    public void Supervise_binds(string attack, string steps)
    {
        TrainingConfig config = Training("supervise", attack);

        Assert.Equal(100, config.Seed.Seed);
        Assert.Equal(0.05, config.Backdoor.PoisonRatio);
        Assert.Equal(attack, config.Backdoor.Attack.Name);
        Assert.Equal(steps, Names(config.Transform.Train.Primary));
        Assert.Empty(config.Transform.Test.Primary);
        Assert.Equal(new SgdOptions { WeightDecay = 5e-4, Momentum = 0.9, Lr = 0.1 }, config.Optimizer.Options);
        Assert.Equal([100, 150], ((MultiStepOptions)config.LrScheduler!.Options).Milestones);
        Assert.Equal((128, 200, 10), (config.Loader.BatchSize, config.NumEpochs, config.NumClasses));
        Assert.Null(config.Aug);
    }

    [Theory]
    [InlineData("badnets")]
    [InlineData("blend")]
    public void Simclr_binds(string attack)
    {
        TrainingConfig config = Training("defense/simclr", attack);

        Assert.Equal(attack, config.Backdoor.Attack.Name);
        Assert.Equal(
            "random_resize_crop, random_horizontal_flip, random_color_jitter, random_grayscale, gaussian_blur",
            Names(config.Aug!.Primary));
        Assert.Equal(
            new JitterOptions { P = 0.8, Brightness = 0.4, Contrast = 0.4, Saturation = 0.4, Hue = 0.1 },
            config.Aug.Primary[2].Options);
        Assert.Equal(new SimClrOptions { Temperature = 0.5 }, config.Criterion.Options);
        Assert.Equal(new CosineOptions { TMax = 1000 }, config.LrScheduler!.Options);
        Assert.Equal((512, 1000), (config.Loader.BatchSize, config.NumEpochs));
    }

    [Theory]
    [InlineData("badnets", "random_crop, random_horizontal_flip")]
    [InlineData("blend", "random_resize_crop, random_horizontal_flip")]
    public void Mixmatch_finetune_binds_with_what_it_inherits(string attack, string steps)
    {
        ConfigDocument own = Load("defense/mixmatch_finetune", attack);
        ConfigDocument document = own.DefaultsFrom(LoadPretrain(own), FinetuneConfig.Inherited);
        FinetuneConfig config = ReferenceRegistries.Binder.Bind<FinetuneConfig>(document);

        Assert.Equal(attack, config.Backdoor.Attack.Name);
        Assert.Equal(steps, Names(config.Transform.Train.Primary));
        Assert.Equal("epoch100.pt", config.PretrainCheckpoint);
        Assert.Equal(new AdamOptions { Lr = 0.002 }, config.Optimizer.Options);
        Assert.Null(config.LrScheduler);
        Assert.Equal(new SceOptions { Alpha = 0.1, Beta = 1, NumClasses = 10 }, config.Warmup.Criterion.Options);
        Assert.Equal(new MixMatchLossOptions { LambdaU = 15, RampupLength = 190 }, config.Semi.Criterion.Options);
        Assert.Equal(
            new MixMatchConfig { TrainIteration = 1024, Temperature = 0.5, Alpha = 0.75, NumClasses = 10 },
            config.Semi.MixMatch);
        Assert.Equal(
            (128, 10, 64, 190, 0.5),
            (config.Warmup.Loader.BatchSize, config.Warmup.NumEpochs,
                config.Semi.Loader.BatchSize, config.Semi.NumEpochs, config.Semi.Epsilon));
    }

    [Fact]
    public void An_inherited_key_keeps_the_location_of_its_own_file()
    {
        ConfigDocument own = Load("defense/mixmatch_finetune", "badnets");
        ConfigDocument document = own.DefaultsFrom(LoadPretrain(own), FinetuneConfig.Inherited);

        Assert.EndsWith(
            "simclr/badnets/cifar10_resnet18/example.yaml", document.Locate("backdoor.poison_ratio").File, StringComparison.Ordinal);
        Assert.EndsWith("mixmatch_finetune/badnets/cifar10_resnet18/example.yaml", document.Locate("semi").File, StringComparison.Ordinal);
        Assert.False(document.Has("criterion"));
    }

    [Theory]
    [InlineData("badnets")]
    [InlineData("blend")]
    public void Every_stage_has_the_same_attack_and_seed(string attack)
    {
        TrainingConfig supervise = Training("supervise", attack);
        TrainingConfig simclr = Training("defense/simclr", attack);

        Assert.Equal(ConfigPrinter.ToYaml(supervise.Backdoor), ConfigPrinter.ToYaml(simclr.Backdoor));
        Assert.Equal(supervise.Seed, simclr.Seed);
    }

    [Theory]
    [InlineData("supervise", "badnets")]
    [InlineData("supervise", "blend")]
    [InlineData("defense/simclr", "badnets")]
    [InlineData("defense/simclr", "blend")]
    public void A_resolved_config_binds_to_the_same(string stage, string attack)
    {
        TrainingConfig config = Training(stage, attack);

        Assert.Equivalent(config, ReferenceRegistries.Bind<TrainingConfig>(ConfigPrinter.ToYaml(config)), strict: true);
    }

    [Fact]
    public void Overrides_reach_every_kind_of_value()
    {
        ConfigDocument document = Load("supervise", "badnets").WithOverrides(
        [
            "network={resnet18_cifar: {num_classes: 10, width: 16}}",
            "transform.train.primary.random_crop.size=28",
            "transform.train.primary.random_horizontal_flip=",
            "transform.test.primary.random_crop.size=[28, 24]",
            "backdoor.badnets=null",
            "backdoor.blend={alpha: 0.2, trigger_path: b.png}",
            "lr_scheduler=null",
            "seed.seed=7",
        ]);
        TrainingConfig config = ReferenceRegistries.Binder.Bind<TrainingConfig>(document);

        Assert.Equal(new NetworkOptions { NumClasses = 10, Width = 16 }, config.Network.Options);
        Assert.Equal(new Size(28, 28), ((RandomCropOptions)Assert.Single(config.Transform.Train.Primary).Options).Size);
        Assert.Equal(new Size(28, 24), ((RandomCropOptions)Assert.Single(config.Transform.Test.Primary).Options).Size);
        Assert.Equal(new BlendOptions { Alpha = 0.2, TriggerPath = "b.png" }, config.Backdoor.Attack.Options);
        Assert.Null(config.LrScheduler);
        Assert.Equal(7, config.Seed.Seed);
    }

    [Fact]
    public void A_resolved_config_is_printed_is_printed_with_defaults_and_reasons() =>
        Approved.Text("ResolvedSupervise", ConfigPrinter.ToYaml(Training("supervise", "badnets")));

    private static TrainingConfig Training(string stage, string attack) =>
        ReferenceRegistries.Binder.Bind<TrainingConfig>(Load(stage, attack));

    private static ConfigDocument LoadPretrain(ConfigDocument own) =>
        ConfigDocument.Load(RepositoryRoot.File(own.TextAt("pretrain_config_path")!));

    private static ConfigDocument Load(string stage, string attack) =>
        ConfigDocument.Load(RepositoryRoot.File("config", stage, attack, "cifar10_resnet18", "example.yaml")).Lifted("transform", "aug");

    private static string Names(IEnumerable<Choice<Step>> steps) => string.Join(", ", steps.Select(s => s.Name));
}
