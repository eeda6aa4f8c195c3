using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Stages.Asd;

public sealed class AsdStageTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    // An interruption before the class split grows, before the split by loss, and before the meta-split.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_trains_by_all_splits_and_resumes_to_the_bit(int epoch)
    {
        _runs.Run("asd");
        byte[] whole = File.ReadAllBytes(_runs.Latest("asd"));
        RunRecord record = RunRecord.At(_runs.Saved("asd", "log", RunRecord.FileName));
        double[] clean = [.. record.Done.Select(e => e.Of(new Measure(GroupName.Credible, ReadingName.Samples))!.Value)];
        // A seed of each class; another one of each; half of 80 and those seeds that are not among them.
        Assert.Equal([10, 20], clean[..2]);
        Assert.All(clean[2..], samples => Assert.InRange(samples, 40, 50));
        EpochRanking last = Assert.Single(EpochRanking.KeptBy(_runs.Storage("asd", "record"), TinyRuns.TrainImages));
        Assert.Equal((4, (int)clean[3]), (last.Epoch, last.Credible.Count(c => c)));

        using Stopper stopper = new(epoch);
        StageRequest request = _runs.Request("asd") with { Resume = "False" };
        Assert.Throws<OperationCanceledException>(() => TinyRuns.Run("asd", request, [stopper], stopper.Token));
        _runs.Run("asd");
        Assert.Equal(whole, File.ReadAllBytes(_runs.Latest("asd")));
    }

    [Fact]
    public void Seeds_are_those_that_a_list_names_whatever_was_done_to_them()
    {
        string list = _runs.File("trusted.txt");
        File.WriteAllLines(list, Enumerable.Range(0, 40).Select(i => $" {i}"));
        _runs.Run("asd", $"trusted={list}", "meta_split.num_epochs=0", "loss_split.num_epochs=0", "class_split.num_epochs=1");
        EpochRanking last = Assert.Single(EpochRanking.KeptBy(_runs.Storage("asd", "record"), TinyRuns.TrainImages));
        int[] seeds = [.. Enumerable.Range(0, TinyRuns.TrainImages).Where(i => last.Credible[i])];
        Assert.Equal(10, seeds.Length);
        Assert.All(seeds, i => Assert.InRange(i, 0, 39));
    }

    [Theory]
    [InlineData("trusted", "trusted: 1 clean samples of each class are needed; of class ")]
    [InlineData("seeds=50", "seeds: 50 clean samples of each class are needed; of class 0 (")]
    [InlineData("backdoor=null", "trusted: ASD needs 1 samples of each class that are known to be clean, and none are named.")]
    [InlineData("semi.loader.batch_size=16", "semi.loader.batch_size: The clean or the polluted pool has only 10 of 80 samples")]
    [InlineData("meta_split.share=0.99", "semi.loader.batch_size: The clean or the polluted pool has only ")]
    public void What_does_not_fit_is_refused_before_any_training(string set, string message)
    {
        string list = _runs.File("trusted.txt");
        File.WriteAllText(list, "3\n");
        StageRequest request = _runs.Request("asd", set == "trusted" ? $"trusted={list}" : set);
        ConfigException e = Assert.Throws<ConfigException>(() => TinyRuns.Run("asd", request));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_runs.Latest("asd")));
    }
}
