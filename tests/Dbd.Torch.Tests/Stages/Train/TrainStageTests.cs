using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Stages.Train;

public sealed class TrainStageTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    public TrainStageTests()
    {
        _runs.Run("supervise");
        _runs.Run("simclr");
        _runs.Run("mixmatch_finetune");
    }

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void It_judges_once_trains_on_what_is_believed_and_resumes_to_the_bit()
    {
        _runs.Run("train", Settings);
        byte[] whole = File.ReadAllBytes(_runs.Latest("train"));
        byte[] list = File.ReadAllBytes(List);
        Assert.Equal(TinyRuns.TrainImages, File.ReadLines(List).Count() - 1);
        // Data, seed and attack are those of SimCLR's configuration, by way of the judge's.
        Assert.Equal(
            File.ReadAllBytes(_runs.Saved("simclr", "poison_idx.npy")), File.ReadAllBytes(_runs.Saved("train", "poison_idx.npy")));

        using Stopper stopper = new(epoch: 2);
        StageRequest request = _runs.Request("train", Settings) with { Resume = "False" };
        Assert.Throws<OperationCanceledException>(() => TinyRuns.Run("train", request, [stopper], stopper.Token));
        _runs.Run("train", Settings);
        Assert.Equal(list, File.ReadAllBytes(List));
        Assert.Equal(whole, File.ReadAllBytes(_runs.Latest("train")));
    }

    [Fact]
    public void A_list_that_a_person_changed_is_obeyed()
    {
        _runs.Run("train", Witness);
        // Every other sample is left out.
        string[] rows = File.ReadAllLines(List);
        int[] columns = [.. new[] { "index", "label", "action" }.Select(c => Array.IndexOf(rows[0].Split(','), c))];
        string[][] cells = [.. rows.Skip(1).Select(r => r.Split(','))];
        int[] kept = [.. cells.Where(c => int.Parse(c[columns[0]]) % 2 == 0).Select(c => int.Parse(c[columns[0]]))];
        foreach (string[] row in cells)
            row[columns[2]] = kept.Contains(int.Parse(row[columns[0]])) ? "kept" : "left_out";
        string edited = _runs.File("edited.csv");
        File.WriteAllLines(edited, [rows[0], .. cells.Select(c => string.Join(',', c))]);

        TinyRuns.Run("train", _runs.Request("train", $"suspects={edited}", "doubted=keep", "left_out=drop") with { Resume = "False" });
        RunRecord record = RunRecord.At(_runs.Saved("train", "log", RunRecord.FileName));
        Assert.All(record.Done, epoch =>
        {
            Assert.Equal(kept.Length, epoch.Of(new Measure(GroupName.Credible, ReadingName.Samples)));
            Assert.Equal(0, epoch.Of(new Measure(GroupName.Credible, "relabelled")));
        });
        PoisonIndex index = PoisonIndex.Load(_runs.Saved("train", "poison_idx.npy"), TinyRuns.TrainImages);
        Assert.Equal(
            kept.Count(i => index[i]), record.Done[^1].Of(new Measure(GroupName.Credible, ReadingName.Poisoned)));
    }

    [Fact]
    public void What_is_missing_or_of_other_data_is_said()
    {
        Assert.Contains("witness: Neither a witness nor a list of suspects is named", Refused(), StringComparison.Ordinal);
        _runs.Run("train", Witness);
        string cut = _runs.File("cut.csv");
        File.WriteAllLines(cut, File.ReadLines(List).SkipLast(1));
        Assert.Contains(
            $"{cut} names 79 samples in 79 rows, and the training set has 80", Refused($"suspects={cut}"), StringComparison.Ordinal);
        Assert.Contains(
            "judge_config_path: ", Refused($"judge_config_path={_runs.Config("simclr")}", Witness), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_leaves_nothing_is_refused()
    {
        _runs.Run("train", Witness);
        string none = _runs.File("none.csv");
        File.WriteAllLines(none, File.ReadLines(List).Select(row => row.Replace(",kept,", ",left_out,", StringComparison.Ordinal)));
        string refused = Assert.Throws<DbdException>(() => TinyRuns.Run(
            "train", _runs.Request("train", $"suspects={none}") with { Resume = "False" })).Message;
        Assert.StartsWith("Epoch 1: no label is believed", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_refused_leaves_nothing_behind()
    {
        _runs.Run("train", Witness);
        string cut = _runs.File("cut.csv");
        File.WriteAllLines(cut, File.ReadLines(List).SkipLast(1));
        string[] folders = [$"saved_dir={_runs.File("new", "saved")}", $"storage_dir={_runs.File("new", "storage")}"];
        Assert.Contains("Neither a witness", Refused(folders), StringComparison.Ordinal);
        Assert.Contains("There is no file none.csv", Refused([.. folders, "suspects=none.csv"]), StringComparison.Ordinal);
        Assert.Contains("names 79 samples", Refused([.. folders, $"suspects={cut}"]), StringComparison.Ordinal);
        Assert.Contains("dataset_dir", Refused([.. folders, Witness, "dataset_dir="]), StringComparison.Ordinal);
        Assert.Contains("num_classes", Refused([.. folders, Witness, "num_classes=9"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.File("new")));
    }

    private string Witness => $"witness={_runs.Latest("supervise")}";

    // A model that has hardly learned believes few labels: small batches of them make several steps.
    private string[] Settings => [Witness, "ema=0.9", "loader.batch_size=4"];

    private string List => _runs.Saved("train", SuspectFile.Name);

    private string Refused(params string[] overrides) => Assert.ThrowsAny<DbdException>(() => _runs.Run("train", overrides)).Message;
}
