using Dbd.Serialization;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>A trigger that is drawn at random for a whole run: all that builds on the run uses the same.</summary>
public sealed class KeptTriggerTests : IDisposable
{
    private const string Grid = "wanet_grid.npy";

    private readonly TinyRuns _runs = new();

    public KeptTriggerTests()
    {
        _runs.Write("simclr", WithWaNet(TinyConfigs.SimClr));
        _runs.Write("supervise", WithWaNet(TinyConfigs.Supervise));
    }

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_later_stage_has_the_field_of_the_earlier_one()
    {
        Run("simclr");
        Run("mixmatch_finetune");
        TensorData field = Npy.Read(_runs.Saved("simclr", Grid));
        Assert.Equal([1L, 32, 32, 2], field.Shape);
        Assert.Equal(field.Bytes, Npy.Read(_runs.Saved("mixmatch_finetune", Grid)).Bytes);
    }

    [Fact]
    public void A_given_field_must_be_given_to_the_later_stage_too()
    {
        string given = $"backdoor.wanet.grid={Other()}";
        Run("simclr", given);
        Assert.Equal(File.ReadAllBytes(Other()), File.ReadAllBytes(_runs.Saved("simclr", Grid)));
        DbdException e = Assert.Throws<DbdException>(() => Run("mixmatch_finetune"));
        Assert.Contains(_runs.Saved("simclr", Grid), e.Message, StringComparison.Ordinal);
        Assert.EndsWith("give both runs the same.", e.Message, StringComparison.Ordinal);
        Run("mixmatch_finetune", given);
    }

    [Fact]
    public void A_run_goes_on_and_is_tested_with_its_own_field_alone()
    {
        Run("supervise", "num_epochs=1");
        Test();
        string other = $"backdoor.wanet.grid={Other()}";
        Assert.Contains("--resume False", Assert.Throws<DbdException>(() => Run("supervise", other)).Message, StringComparison.Ordinal);
        Assert.Contains("another trigger", Assert.Throws<DbdException>(() => Test(other)).Message, StringComparison.Ordinal);
        TinyRuns.Run("supervise", Request("supervise", "num_epochs=1", other) with { Resume = StageRequest.FromScratch });
        Test(other);
    }

    private static string WithWaNet(string config) => config.Replace("badnets: {trigger_path: given by the test}", "wanet: {}");

    private string Other()
    {
        string path = _runs.File("other.npy");
        Npy.Write(path, TensorData.From<float>([.. Enumerable.Range(0, 32 * 32 * 2).Select(i => MathF.Sin(i))], 1, 32, 32, 2));
        return path;
    }

    private void Run(string stage, params string[] overrides) => TinyRuns.Run(stage, Request(stage, overrides));

    private void Test(params string[] overrides)
    {
        StageRequest run = Request("supervise", overrides);
        TestRequest request = new() { ConfigPath = run.ConfigPath, Overrides = run.Overrides, Gpu = "cpu" };
        ModelTest.Run(request, _ => { }, CancellationToken.None);
    }

    private StageRequest Request(string stage, params string[] overrides)
    {
        StageRequest request = _runs.Request(stage, overrides);
        return request with { Overrides = [.. request.Overrides.Where(o => !o.StartsWith("backdoor.badnets", StringComparison.Ordinal))] };
    }
}
