using Dbd.Runs;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

public sealed class ResumeTests : IDisposable
{
    private readonly TinyRuns _whole = new();
    private readonly TinyRuns _interrupted = new();

    [Theory]
    [InlineData("supervise", 2)]
    [InlineData("supervise", 1)]
    [InlineData("simclr", 2)]
    [InlineData("mixmatch_finetune", 1)]
    [InlineData("mixmatch_finetune", 2)]
    [InlineData("mixmatch_finetune", 3)]
    public void A_resumed_run_ends_as_if_never_interrupted_to_the_bit(string stage, int epoch)
    {
        if (stage == "mixmatch_finetune")
            Pretrain();
        _whole.Run(stage);
        Interrupt(_interrupted.Request(stage), stage, epoch);
        Assert.Equal(epoch > 1, File.Exists(_interrupted.Latest(stage)));
        _interrupted.Run(stage);

        Assert.Equal(File.ReadAllBytes(_whole.Latest(stage)), File.ReadAllBytes(_interrupted.Latest(stage)));
        AssertSameCsv(stage);
    }

    [Fact]
    public void A_network_that_draws_in_training_resumes_to_the_bit()
    {
        const string network = "network={mobilenet_v2: {width_mult: 0.1}}";
        _whole.Run("supervise", network);
        Interrupt(_interrupted.Request("supervise", network), "supervise", epoch: 2);
        _interrupted.Run("supervise", network);
        Assert.Equal(File.ReadAllBytes(_whole.Latest("supervise")), File.ReadAllBytes(_interrupted.Latest("supervise")));
    }

    [Fact]
    public void A_finetune_with_all_our_options_resumes_to_the_bit_and_its_checkpoint_is_the_model_that_was_tested()
    {
        Pretrain();
        foreach (TinyRuns runs in (TinyRuns[])[_whole, _interrupted])
            runs.Run("supervise", "num_epochs=1");
        _whole.Run("mixmatch_finetune", OurOptions(_whole));
        Interrupt(_interrupted.Request("mixmatch_finetune", OurOptions(_interrupted)), "mixmatch_finetune", epoch: 3);
        _interrupted.Run("mixmatch_finetune", OurOptions(_interrupted));
        Assert.Equal(File.ReadAllBytes(_whole.Latest("mixmatch_finetune")), File.ReadAllBytes(_interrupted.Latest("mixmatch_finetune")));

        StageRequest run = _whole.Request("mixmatch_finetune");
        PyDict latest = TorchFile.Read(_whole.Latest("mixmatch_finetune"));
        TestRequest request = new() { ConfigPath = run.ConfigPath, Overrides = run.Overrides, Gpu = "cpu" };
        foreach (MetricGroup group in ModelTest.Run(request, _ => { }, CancellationToken.None))
            Assert.All(
                group.Readings, r => Assert.Equal(latest.Get<PyDict>("result").Get<PyDict>(group.Name).Get<double>(r.Name), r.Value));
        AssertCredibleSamplesGrow(File.ReadAllLines(_whole.Saved("mixmatch_finetune", "log", "credible.csv")));
        Assert.Contains(
            " samples are fitted suspiciously early by ",
            File.ReadAllText(_whole.Saved("mixmatch_finetune", "log", "mixmatch_finetune.log")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("supervise", 1, 0)]
    [InlineData("simclr", 3, 0)]
    public void The_number_of_workers_does_not_change_a_bit(string stage, int workers, int otherWorkers)
    {
        _whole.Run(stage, "num_epochs=1", $"loader.num_workers={workers}");
        _interrupted.Run(stage, "num_epochs=1", $"loader.num_workers={otherWorkers}");
        Assert.Equal(File.ReadAllBytes(_whole.Latest(stage)), File.ReadAllBytes(_interrupted.Latest(stage)));
    }

    [Fact]
    public void A_named_checkpoint_is_where_the_run_goes_on()
    {
        StageRequest request = _whole.Request("simclr", "num_stage_epochs=1", "min_interval=1", "max_interval=1");
        TinyRuns.Run("simclr", request);
        byte[] last = File.ReadAllBytes(_whole.Latest("simclr"));
        string csv = File.ReadAllText(_whole.Saved("simclr", "log", "self_train.csv"));

        TinyRuns.Run("simclr", request with { Resume = "epoch2.pt" });
        Assert.Equal(last, File.ReadAllBytes(_whole.Latest("simclr")));
        Assert.Equal(csv, File.ReadAllText(_whole.Saved("simclr", "log", "self_train.csv")));
        Assert.Contains("resumed at epoch 3 of 3", File.ReadAllText(_whole.Saved("simclr", "log", "simclr.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_complete_stays_as_it_is()
    {
        _whole.Run("supervise", "num_epochs=1");
        byte[] before = File.ReadAllBytes(_whole.Latest("supervise"));
        string csv = File.ReadAllText(_whole.Saved("supervise", "log", "clean_test.csv"));
        _whole.Run("supervise", "num_epochs=1");
        Assert.Equal(before, File.ReadAllBytes(_whole.Latest("supervise")));
        Assert.Equal(csv, File.ReadAllText(_whole.Saved("supervise", "log", "clean_test.csv")));
    }

    [Theory]
    [InlineData("supervise")]
    [InlineData("simclr")]
    public void A_run_whose_data_have_changed_by_a_pixel_is_refused_and_goes_on_with_its_own(string stage)
    {
        _whole.Run(stage);
        Interrupt(_interrupted.Request(stage), stage, epoch: 3);
        FlipABit(_interrupted.File("data", "data_batch_2.bin"));
        DbdException refused = Assert.Throws<DbdException>(() => _interrupted.Run(stage));
        Assert.Contains($"{_interrupted.Latest(stage)} was trained on other data (SHA-256 ", refused.Message, StringComparison.Ordinal);
        FlipABit(_interrupted.File("data", "data_batch_2.bin"));
        _interrupted.Run(stage);
        Assert.Equal(File.ReadAllBytes(_whole.Latest(stage)), File.ReadAllBytes(_interrupted.Latest(stage)));
    }

    [Fact]
    public void More_epochs_go_on_from_a_complete_run()
    {
        _whole.Run("supervise", "num_epochs=2");
        _interrupted.Run("supervise", "num_epochs=1");
        _interrupted.Run("supervise", "num_epochs=2");
        Assert.Equal(File.ReadAllBytes(_whole.Latest("supervise")), File.ReadAllBytes(_interrupted.Latest("supervise")));
    }

    [Fact]
    public void False_moves_the_earlier_run_aside_and_starts_anew()
    {
        _whole.Run("supervise", "num_epochs=1");
        byte[] before = File.ReadAllBytes(_whole.Latest("supervise"));
        TinyRuns.Run("supervise", _whole.Request("supervise", "num_epochs=1") with { Resume = StageRequest.FromScratch });

        string aside = Assert.Single(Directory.GetDirectories(_whole.File("storage", "tiny", "supervise"), "example.previous-*"));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(aside, "checkpoint", "latest_model.pt")));
        Assert.Single(Directory.GetDirectories(_whole.File("saved_data", "tiny", "supervise"), "example.previous-*"));
        Assert.Equal(before, File.ReadAllBytes(_whole.Latest("supervise")));
        Assert.Contains(
            "Moved the earlier ", File.ReadAllText(_whole.Saved("supervise", "log", "supervise.log")), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _whole.Dispose();
        _interrupted.Dispose();
    }

    private static void FlipABit(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static void Interrupt(StageRequest request, string stage, int epoch)
    {
        using Stopper stopper = new(epoch);
        Assert.Throws<OperationCanceledException>(() => TinyRuns.Run(stage, request, [stopper], stopper.Token));
    }

    private static string[] OurOptions(TinyRuns runs) =>
    [
        "lr_scheduler={one_cycle: {epochs: 3}}",
        "semi.epsilon=0.2", "semi.epsilon_end=0.6", "semi.balance=label", "semi.ema=0.5", $"semi.witness={runs.Latest("supervise")}",
    ];

    // One of ten labels each in the first epoch, four each in the last; the witness may rule out some.
    private static void AssertCredibleSamplesGrow(string[] csv)
    {
        Assert.Equal(["samples,poisoned,epoch", "nan,nan,1"], csv[..2]);
        int[] samples = [.. csv[2..].Select(line => int.Parse(line.Split(',')[0]))];
        Assert.Equal(2, samples.Length);
        Assert.InRange(samples[0], 8, 10);
        Assert.InRange(samples[1], 20, 40);
    }

    private void Pretrain()
    {
        foreach (TinyRuns runs in (TinyRuns[])[_whole, _interrupted])
            runs.Run("simclr", "loader.batch_size=40", "aug.primary={}");
    }

    private void AssertSameCsv(string stage)
    {
        string[] files = [.. _whole.FilesBelow("saved_data", "tiny", stage).Where(f => f.EndsWith(".csv"))];
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.Equal(File.ReadAllText(_whole.File(f)), File.ReadAllText(_interrupted.File(f))));
        Assert.Equal(
            TorchFile.Read(_whole.Latest(stage)).Get<long>("epoch"),
            File.ReadAllLines(_whole.File(files[0])).Count(l => !char.IsAsciiLetter(l[0])));
    }
}
