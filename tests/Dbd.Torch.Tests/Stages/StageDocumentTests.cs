using Dbd.Configuration;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Stages.SimClr;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>The views of SimCLR stand where the reference has them, under <c>transform</c>, or at the top.</summary>
public sealed class StageDocumentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("transform.aug.primary={}", 0)]
    [InlineData("aug.primary={}", 0)]
    [InlineData("transform.aug.primary.gaussian_blur=", 4)]
    public void An_override_reaches_the_views_under_either_name(string set, int steps)
    {
        StageRequest request = new() { ConfigPath = Reference("simclr"), Overrides = [set] };
        Assert.Equal(steps, StageFiles.Load(request).Options.TrainingView.Primary.Count);
    }

    [Fact]
    public void Another_key_of_transform_is_unknown()
    {
        StageRequest request = new() { ConfigPath = Reference("simclr"), Overrides = ["transform.augment="] };
        ConfigException refused = Assert.Throws<ConfigException>(() => StageFiles.Load(request));
        Assert.Contains("transform.augment", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_places_are_the_same_configuration()
    {
        Assert.True(ConfigDocument.Load(Reference("simclr")).Has("transform.aug"));
        ConfigDocument top = StageDocument.Load(Reference("simclr"));
        _folder.Write("top.yaml", System.Text.Encoding.UTF8.GetBytes(top.ToYaml()));
        Assert.Contains("aug", ConfigDocument.Load(_folder.File("top.yaml")).Keys);
        Assert.Equal(top.ToYaml(), StageDocument.Load(_folder.File("top.yaml")).ToYaml());
        Assert.Equal(("simclr", "simclr"), (StageFiles.StageOf(Reference("simclr")), StageFiles.StageOf(_folder.File("top.yaml"))));
        Assert.Equal("mixmatch_finetune", StageFiles.StageOf(Reference("mixmatch_finetune")));
    }

    [Theory]
    [InlineData(110, "10 20 30 40 50 60 70 80 90 110")]
    [InlineData(1000, "20 40 60 80 100 200 300 400 500 600 700 800 900 920 940 960 980 1000")]
    [InlineData(12, "12")]
    public void The_checkpoints_that_a_SimCLR_run_keeps(int epochs, string kept) =>
        Assert.Equal(kept, string.Join(' ', SimClrStage.KeptEpochs(Of(epochs)).Order()));

    public void Dispose() => _folder.Dispose();

    private static SimClrOptions Of(int epochs) =>
        (SimClrOptions)StageFiles.Load(new StageRequest { ConfigPath = Reference("simclr"), Overrides = [$"num_epochs={epochs}"] }).Options;


    private static string Reference(string stage) =>
        RepositoryRoot.File("config", "defense", stage, "badnets", "cifar10_resnet18", "example.yaml");
}
