using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Reports;
using Dbd.Torch.Tests.Stages;

using Tensorboard;

using Xunit;

namespace Dbd.Torch.Tests.Reports;

public sealed class TensorBoardReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_reading_of_an_epoch_is_a_scalar()
    {
        Play(new TensorBoardReport(_folder.Path), first: 1, last: 2);
        Event[] events = [.. EventFile.Read(Assert.Single(Files()))];
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal(
            [
                "1 clean_test/loss 0.5", "1 clean_test/acc 0.25", "1 poison_test/acc 0.125", "1 run/learning_rate 0.25", "1 run/seconds 65",
                "2 clean_test/loss 0.5", "2 clean_test/acc 0.5", "2 poison_test/acc 0.125", "2 run/learning_rate 0.25", "2 run/seconds 65",
            ],
            events[1..].Select(Scalar));
    }

    [Fact]
    public void A_run_that_goes_on_adds_a_file()
    {
        Play(new TensorBoardReport(_folder.Path), first: 1, last: 2);
        Play(new TensorBoardReport(_folder.Path), first: 3, last: 3);
        Assert.Equal(2, Files().Length);
        Assert.Equal([1L, 2, 3], Files().SelectMany(EventFile.Read).Select(e => e.Step).Where(step => step > 0).Distinct().Order());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        string file = _folder.Write("taken", []);
        DbdException e = Assert.Throws<DbdException>(() =>
            new TensorBoardReport(Path.Combine(file, "below")).OnStart(new RunStart("supervise", 1, 1)));
        Assert.Contains("--tensorboard", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_writes_them_where_it_is_asked_to()
    {
        using TinyRuns runs = new();
        TinyRuns.Run("supervise", runs.Request("supervise", "num_epochs=1") with { TensorBoard = true });
        string file = Assert.Single(Directory.GetFiles(runs.Saved("supervise", "log", "tensorboard")));
        Assert.Contains(EventFile.Read(file), e => e.Step == 1 && e.Summary?.Value[0].Tag == "clean_test/acc");
    }

    private static void Play(TensorBoardReport report, int first, int last)
    {
        report.OnStart(new RunStart("supervise", first, last));
        for (int epoch = first; epoch <= last; epoch++)
        {
            report.OnEpoch(new EpochReport(epoch, last, 0.25, TimeSpan.FromSeconds(65),
            [
                new MetricGroup("clean_test", [new("loss", 0.5), new("acc", 0.25 * epoch)]),
                new MetricGroup("poison_test", [new("loss", double.NaN), new("acc", 0.125)]),
            ]));
        }
    }

    private static string Scalar(Event e) => $"{e.Step} {Assert.Single(e.Summary.Value).Tag} {e.Summary.Value[0].SimpleValue}";

    private string[] Files() => Directory.GetFiles(_folder.Path);
}
