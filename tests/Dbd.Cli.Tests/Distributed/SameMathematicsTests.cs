using Dbd.Runs;

using Xunit;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>Several processes against one, in float32: what a batch is does not depend on how many share it.</summary>
public sealed class SameMathematicsTests : IDisposable
{
    private const double FirstStep = 1e-6;

    // As far as two threads of one process are from one: 2e-6 in supervise, 5e-6 in simclr. Without BatchNorm over all it would be 0.1.
    private const double FirstGradient = 1e-5;
    private const double TwentySteps = 1e-4;

    private readonly MpiRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("supervise", MpiRuns.OpenMpi, 2)]
    [InlineData("supervise", MpiRuns.Mpich, 3)]
    [InlineData("simclr", MpiRuns.OpenMpi, 3)]
    public async Task The_first_step_has_the_same_loss_gradient_and_weights(string stage, string launcher, int processes)
    {
        // One batch of 47, which neither 2 nor 3 divide.
        string[] sets = ["train_images=47", "loader.batch_size=47", "num_epochs=1", "optimizer={SGD: {lr: 0.1, momentum: 0.9}}"];
        await _runs.Train("one", stage, null, 1, sets);
        await _runs.Train("several", stage, launcher, processes, sets);
        AssertSameStep(stage);
    }

    [Fact]
    public async Task MixMatchs_first_step_has_the_same_split_loss_gradient_and_weights()
    {
        await _runs.Train("pretrained", "simclr", null, 1, "num_epochs=1", "loader.batch_size=50");
        string[] sets =
        [
            "optimizer={SGD: {lr: 0.1, momentum: 0.9}}", "warmup.num_epochs=0", "warmup.loader.batch_size=13", "semi.num_epochs=1",
            "semi.loader.batch_size=7", "semi.mixmatch.train_iteration=1", "semi.keep_rankings=true", "semi.mixmatch.labeled_batches=2",
        ];
        await _runs.Train("one", "mixmatch_finetune", null, 1, sets);
        await _runs.Train("several", "mixmatch_finetune", MpiRuns.Mpich, 3, sets);
        AssertSameStep("mixmatch_finetune");
        // The losses of all samples, and which are credible.
        string kept = Assert.Single(Directory.GetFiles(_runs.Rankings("one", "mixmatch_finetune")));
        Assert.Equal(
            File.ReadAllBytes(kept),
            File.ReadAllBytes(Path.Combine(_runs.Rankings("several", "mixmatch_finetune"), Path.GetFileName(kept))));
        Assert.Equal(
            File.ReadAllBytes(_runs.Saved("one", "mixmatch_finetune", "poison_idx.npy")),
            File.ReadAllBytes(_runs.Saved("several", "mixmatch_finetune", "poison_idx.npy")));
    }

    [Theory]
    [InlineData("supervise", MpiRuns.OpenMpi, 3)]
    [InlineData("simclr", MpiRuns.OpenMpi, 2)]
    public async Task Twenty_steps_end_near_each_other_though_a_last_batch_leaves_a_process_without_an_image(
        string stage, string launcher, int processes)
    {
        // Batches of 34, 34 and 1. SimCLR has others to tell from in each: of a few images rounding makes anything.
        string[] sets = stage == "simclr"
            ? ["train_images=61", "loader.batch_size=34", "num_epochs=10"]
            : ["train_images=69", "loader.batch_size=34", "num_epochs=7"];
        sets = [.. sets, "optimizer={SGD: {lr: 0.0001, momentum: 0.9}}"];
        await _runs.Train("one", stage, null, 1, sets);
        await _runs.Train("several", stage, launcher, processes, sets);
        Assert.InRange(MpiRuns.Distance(_runs.Weights("one", stage), _runs.Weights("several", stage)), 0, TwentySteps);
        Assert.Equal(LossOf("one", stage), LossOf("several", stage), TwentySteps * LossOf("one", stage));
    }

    [Theory]
    [InlineData(MpiRuns.OpenMpi)]
    [InlineData(MpiRuns.Mpich)]
    public async Task The_same_processes_give_the_same_bits_and_one_goes_on_from_them(string launcher)
    {
        string[] sets = ["loader.batch_size=33", "num_epochs=1"];
        await _runs.Train("first", "supervise", launcher, 2, sets);
        await _runs.Train("second", "supervise", launcher, 2, sets);
        Assert.Equal(_runs.Checkpoint("first", "supervise"), _runs.Checkpoint("second", "supervise"));

        await _runs.Train("first", "supervise", null, 1, [.. sets, "num_epochs=2"]);
        await _runs.Train("second", "supervise", launcher, 3, [.. sets, "num_epochs=2"]);
        Assert.Equal(LossOf("first", "supervise"), LossOf("second", "supervise"), 0.02);
        string machine = RunRecord.At(_runs.Saved("first", "supervise", "log", RunRecord.FileName)).Machine;
        Assert.Contains(", 2 processes (", machine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoints_measures_are_equal()
    {
        await _runs.Train("one", "supervise", null, 1, "num_epochs=1", "loader.batch_size=33");
        string[] line =
        [
            "test", "--config", _runs.Config("supervise"), "--ckpt-dir", Path.GetDirectoryName(_runs.Latest("one", "supervise"))!,
            "--gpu", "cpu", .. _runs.Sets("one", "supervise", "loader.batch_size=33"),
        ];
        Shell one = await _runs.Run(null, 1, line);
        Shell several = await _runs.Run(MpiRuns.OpenMpi, 3, line);
        Assert.Equal((0, 0), (one.Code, several.Code));
        Assert.Contains("clean_test", one.Output, StringComparison.Ordinal);
        Assert.Equal(one.Output, several.Output.Replace("\r\n", "\n"));
    }

    private void AssertSameStep(string stage)
    {
        Assert.Equal(LossOf("one", stage), LossOf("several", stage), FirstStep * LossOf("one", stage));
        Assert.InRange(MpiRuns.Distance(_runs.Momentum("one", stage), _runs.Momentum("several", stage)), 0, FirstGradient);
        Assert.InRange(MpiRuns.Distance(_runs.Weights("one", stage), _runs.Weights("several", stage)), 0, FirstStep);
    }

    private double LossOf(string run, string stage) =>
        _runs.LastEpoch(run, stage).Readings[stage == "simclr" ? GroupName.SelfTrain : GroupName.PoisonTrain][ReadingName.Loss];
}
