using Dbd.Serialization.Pickling;
using Dbd.Testing;
using Dbd.Torch.Checkpoints;

using Xunit;

namespace Dbd.Torch.Tests.Checkpoints;

public sealed class CheckpointObserverTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Trained _run = new(Trained.Sgd);
    private readonly CheckpointStore _store;

    public CheckpointObserverTests() => _store = new CheckpointStore(_folder.File("checkpoint"));

    [Fact]
    public void The_best_is_the_first_of_the_highest_accuracy_and_the_latest_knows_it()
    {
        Observe(Checkpoint.None, (1, 0.3), (2, 0.7), (3, 0.5), (4, 0.7));
        Assert.Equal((2L, 2L, 0.7), Content(CheckpointStore.Best));
        Assert.Equal((4L, 2L, 0.7), Content(CheckpointStore.Latest));
    }

    [Fact]
    public void A_resumed_run_remembers_the_best()
    {
        Observe(Checkpoint.None, (1, 0.3), (2, 0.7));
        Checkpoint from = Checkpoint.Of(_store.Read(CheckpointStore.Latest), "f.pt");
        Observe(from, (3, 0.6));
        Assert.Equal((2L, 2L, 0.7), Content(CheckpointStore.Best));
        Assert.Equal((3L, 2L, 0.7), Content(CheckpointStore.Latest));
    }

    [Fact]
    public void Kept_epochs_stay()
    {
        CheckpointObserver observer = new(_store, _run.State, Checkpoint.None, epoch => epoch == 2);
        foreach (int epoch in (int[])[1, 2, 3])
            observer.OnEpoch(Trained.Report(epoch));
        Assert.Equal(2L, _store.Read(CheckpointStore.OfEpoch(2)).Get<long>("epoch"));
        Assert.Equal(["best_model.pt", "epoch2.pt", "latest_model.pt"], Files());
    }

    [Fact]
    public void Without_a_test_there_is_no_best()
    {
        CheckpointObserver observer = new(_store, _run.State, Checkpoint.None, _ => false);
        observer.OnEpoch(Trained.Report(1) with { Groups = [] });
        Assert.Equal(["latest_model.pt"], Files());
        PyDict content = _store.Read(CheckpointStore.Latest);
        Assert.False(content.Contains("best_acc"));
        Assert.Null(Checkpoint.Of(content, "f.pt").BestAccuracy);
    }

    // The reference's supervise writes the file first, and looks then.
    [Theory]
    [InlineData(0.948, 0.95, 0.95, 5)]
    [InlineData(0.96, 0.95, 0.96, 3)]
    public void The_best_of_a_checkpoint_of_the_references_may_be_its_own_epoch(double written, double last, double best, int epoch)
    {
        PyDict theirs = new()
        {
            ["epoch"] = 5L,
            ["best_acc"] = written,
            ["best_epoch"] = 3L,
            ["result"] = new PyDict { ["clean_test"] = new PyDict { ["acc"] = last } },
        };
        Checkpoint checkpoint = Checkpoint.Of(theirs, "f.pt");
        Assert.Equal((best, epoch), (checkpoint.BestAccuracy, checkpoint.BestEpoch));
    }

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
    }

    private void Observe(Checkpoint from, params (int Epoch, double Accuracy)[] epochs)
    {
        CheckpointObserver observer = new(_store, _run.State, from, _ => false);
        foreach ((int epoch, double accuracy) in epochs)
            observer.OnEpoch(Trained.Report(epoch, accuracy));
    }

    private (long Epoch, long BestEpoch, double BestAccuracy) Content(string name)
    {
        PyDict content = _store.Read(name);
        return (content.Get<long>("epoch"), content.Get<long>("best_epoch"), content.Get<double>("best_acc"));
    }

    private string?[] Files() => [.. Directory.GetFiles(_folder.File("checkpoint")).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
