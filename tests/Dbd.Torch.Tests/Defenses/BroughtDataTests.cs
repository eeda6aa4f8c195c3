using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Poisoning.Export;
using Dbd.Torch.Defenses;
using Dbd.Torch.Inspection;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

public sealed class BroughtDataTests : IDisposable
{
    private readonly TinyDefense _tiny = new();
    private readonly PoisonIndex _truth;

    public BroughtDataTests()
    {
        StageRequest request = _tiny.Runs.Request("supervise");
        _truth = PoisonedSet.Run(
            new PoisonRequest
            {
                ConfigPath = request.ConfigPath,
                Overrides = request.Overrides,
                Export = new PoisonExport { Out = _tiny.Runs.File("brought"), Format = ExportFormat.BackdoorBench },
            },
            _ => { },
            TestContext.Current.CancellationToken);
    }

    private string Brought => _tiny.Runs.File("brought", "data");

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void They_are_defended_without_the_truth_and_suspects_are_scored_by_it()
    {
        DefenseResult result = new Defender(_tiny.Options with { Data = Brought, Clean = _tiny.Data })
            .Run(progress: null, TestContext.Current.CancellationToken);
        Assert.InRange(result.BenignAccuracy, 0, 1);
        StageRequest final = new() { ConfigPath = _tiny.File("config", "mixmatch_finetune.yaml"), Gpu = "cpu" };
        SuspectSearchResult search =
            SuspectSearch.Run(final, _tiny.Runs.File("suspects.csv"), _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(_truth.Poisoned, search.Detection!.Poisoned);
        using StageSetup setup = StageSetup.Load(StageFiles.Load(final), _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(_truth.Hash, setup.Data.Index.Hash);
        Assert.NotNull(setup.Data.PoisonedTest);
    }

    [Fact]
    public void A_stage_takes_them_as_they_are_and_no_attack_on_top()
    {
        string[] brought = [$"dataset_dir={Brought}", $"dataset_clean={_tiny.Data}"];
        ConfigException twice = Assert.Throws<ConfigException>(() => Load(brought));
        Assert.Equal("backdoor", twice.Location.Key);
        Assert.Contains("The data came poisoned.", twice.Message, StringComparison.Ordinal);
        Assert.Equal(_truth.Hash, Load([.. brought, "backdoor=null"]).Index.Hash);
        BackdoorData first = Load([.. brought, "backdoor=null", "train_images=20"]);
        Assert.Equal(_truth.Indices.Where(i => i < 20), first.Index.Indices);
    }

    [Fact]
    public void A_choice_that_the_data_do_not_have_is_told_with_its_place()
    {
        ConfigException e = Assert.Throws<ConfigException>(() => Load(["dataset_labels=coarse"]));
        Assert.Equal("dataset_labels", e.Location.Key);
        Assert.Contains("do not have that choice", e.Message, StringComparison.Ordinal);
    }

    private BackdoorData Load(string[] overrides)
    {
        using StageSetup setup = StageSetup.Load(
            StageFiles.Load(_tiny.Runs.Request("supervise", overrides)), _ => { }, TestContext.Current.CancellationToken);
        return setup.Data;
    }
}
