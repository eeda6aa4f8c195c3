using Dbd.Configuration;
using Dbd.Poisoning.Export;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>Data of which no attack is known: <c>backdoor: null</c>.</summary>
public sealed class NoAttackTests : IDisposable
{
    private const string NoAttack = "backdoor=";

    private readonly TinyRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void All_stages_run_and_measure_no_ASR()
    {
        _runs.Run("supervise", NoAttack, "num_epochs=1");
        _runs.Run("simclr", NoAttack);
        _runs.Run("mixmatch_finetune", NoAttack, $"semi.witness={_runs.Config("supervise")}");

        foreach (string stage in (string[])["supervise", "mixmatch_finetune"])
        {
            Assert.False(File.Exists(_runs.Saved(stage, "log", "poison_test.csv")));
            Assert.True(File.Exists(_runs.Saved(stage, "log", "clean_test.csv")));
            Assert.Contains("no attack is known", Log(stage), StringComparison.Ordinal);
        }
        Assert.Contains(
            $" samples are fitted suspiciously early by {_runs.Config("supervise")}.", Log("mixmatch_finetune"), StringComparison.Ordinal);
        Assert.Contains("samples are credible.", Log("mixmatch_finetune"), StringComparison.Ordinal);
        Assert.Equal("samples,epoch", File.ReadLines(_runs.Saved("mixmatch_finetune", "log", "credible.csv")).First());
    }

    [Fact]
    public void The_configuration_is_understood()
    {
        StageRequest request = _runs.Request("supervise", NoAttack);
        Assert.Contains("backdoor: null", ConfigCheck.Run(request.ConfigPath, request.Overrides).ResolvedYaml, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_nothing_to_poison_with()
    {
        StageRequest request = _runs.Request("supervise", NoAttack);
        PoisonRequest poison = new()
        {
            ConfigPath = request.ConfigPath,
            Overrides = request.Overrides,
            Export = new PoisonExport { Out = _runs.File("out") },
        };
        ConfigException refused = Assert.Throws<ConfigException>(() =>
            PoisonedSet.Run(poison, _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("There is no attack to poison with.", refused.Message, StringComparison.Ordinal);
    }

    private string Log(string stage) => File.ReadAllText(_runs.Saved(stage, "log", $"{stage}.log"));
}
