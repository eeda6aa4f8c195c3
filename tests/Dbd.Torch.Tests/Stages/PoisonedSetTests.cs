using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Poisoning.Export;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

public sealed class PoisonedSetTests : IDisposable
{
    private const int Target = 3;

    private readonly TinyRuns _runs = new();
    private readonly List<string> _told = [];

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("supervise")]
    [InlineData("simclr")]
    [InlineData("mixmatch_finetune")]
    public void The_poisoned_samples_are_those_that_the_stage_draws(string stage)
    {
        if (stage == "mixmatch_finetune")
            _runs.Run("simclr");
        _runs.Run(stage, stage == "mixmatch_finetune" ? "semi.num_epochs=0" : "num_epochs=1");
        Write(stage);
        byte[] drawn = File.ReadAllBytes(_runs.Saved(stage, "poison_idx.npy"));
        Assert.Equal(drawn, File.ReadAllBytes(_runs.File("out", "truth", "poison_index.npy")));
    }

    [Theory]
    [InlineData(ExportFormat.Folder)]
    [InlineData(ExportFormat.Cifar)]
    [InlineData(ExportFormat.Idx)]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.SavedDataset)]
    [InlineData(ExportFormat.WebDataset)]
    [InlineData(ExportFormat.Npz)]
    [InlineData(ExportFormat.CsvFolder)]
    public void What_was_written_is_what_the_stage_sees(ExportFormat format)
    {
        Write("supervise", format);
        BackdoorData seen = Seen();
        string data = _runs.File("out", "data");
        DatasetSplit read = DataCatalog.FormatIn(data).Load(data, new ReadingOptions(), CancellationToken.None);
        int[] train = Order(format, seen.Train, [.. Enumerable.Range(0, seen.Train.Count)]);
        int[] test = Order(format, seen.CleanTest, [.. Enumerable.Range(0, seen.CleanTest.Count)]);
        AssertSame(new Subset(seen.Train, train), read.Train);
        AssertSame(new Subset(seen.CleanTest, test), read.Test);
        Assert.Empty(read.Warnings);

        string[] rows = File.ReadAllLines(_runs.File("out", "truth", "train.csv"));
        Assert.Equal("sample,index,label,original_label,poisoned", rows[0]);
        Dictionary<string, string[]> truth = rows[1..].Select(r => r.Split(',')).ToDictionary(r => r[0]);
        for (int i = 0; i < read.Train.Count; i++)
        {
            string[] row = truth[read.Train.Name(i)];
            Assert.Equal($"{train[i]}", row[1]);
            Assert.Equal(seen.Train.Clean.ClassNames[seen.Train.Clean.Label(train[i])], row[3]);
            Assert.Equal(seen.Train.IsPoisoned(train[i]) ? "1" : "0", row[4]);
        }
    }

    [Fact]
    public void A_folder_of_BackdoorBench_has_what_was_poisoned_and_is_read_again_with_the_clean_data()
    {
        Write("supervise", ExportFormat.BackdoorBench);
        BackdoorData seen = Seen();
        string data = _runs.File("out", "data");
        Assert.Equal(
            ["bd_test_dataset", "bd_train_dataset", "info.pickle"],
            Directory.GetFileSystemEntries(data).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        DatasetSplit read = DataCatalog.Read(data, new ReadingOptions { Clean = _runs.File("data") }, CancellationToken.None);
        BackdoorData brought = BackdoorData.AsTheyAre(read, []);
        AssertSame(new Subset(seen.Train, [.. Enumerable.Range(0, seen.Train.Count)]), brought.Train);
        AssertSame(new Subset(seen.CleanTest, [.. Enumerable.Range(0, seen.CleanTest.Count)]), brought.CleanTest);
        int[] triggered = [.. Enumerable.Range(0, seen.PoisonedTest!.Count).Where(seen.PoisonedTest.IsPoisoned)];
        AssertSame(new Subset(seen.PoisonedTest, triggered), brought.PoisonedTest!);
        Assert.Equal(seen.Index.Hash, brought.Index.Hash);
        Assert.Equal(seen.Train.Clean.Label(seen.Index.Indices[0]), brought.Train.Clean.Label(seen.Index.Indices[0]));

        string[] rows = File.ReadAllLines(_runs.File("out", "truth", "train.csv"));
        Assert.Equal(seen.Index.Poisoned + 1, rows.Length);
        Assert.True(File.Exists(Path.Combine(data, rows[1].Split(',')[0])));
    }

    [Fact]
    public void A_folder_of_BackdoorBench_holds_no_clean_pictures() =>
        Assert.Contains(
            "has no clean pictures",
            Assert.Throws<DbdException>(() => Write("supervise", ExportFormat.BackdoorBench, ExportSplit.Test)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_folder_of_BackdoorBench_without_poisoned_training_samples_is_one_of_tests_alone()
    {
        PoisonExport export = new() { Out = _runs.File("out"), Format = ExportFormat.BackdoorBench };
        string[] clean = ["backdoor.poison_training=False"];
        DbdException e = Assert.Throws<DbdException>(() => Run("supervise", export, clean, CancellationToken.None));
        Assert.Contains("--split poisoned-test", e.Message, StringComparison.Ordinal);
        Run("supervise", export with { Splits = [ExportSplit.PoisonedTest] }, clean, CancellationToken.None);
        Assert.True(Directory.Exists(_runs.File("out", "data", "bd_test_dataset")));
    }

    [Theory]
    [InlineData(ExportFormat.Folder)]
    [InlineData(ExportFormat.Cifar)]
    [InlineData(ExportFormat.Idx)]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.SavedDataset)]
    [InlineData(ExportFormat.WebDataset)]
    [InlineData(ExportFormat.Npz)]
    [InlineData(ExportFormat.CsvFolder)]
    public void The_form_that_data_came_in_is_kept(ExportFormat format)
    {
        Write("supervise", format);
        _told.Clear();
        string data = _runs.File("out", "data");
        // By another seed: of the same samples, which have the target label by now, none could be poisoned again.
        string[] again = [$"dataset_dir={data}", "seed.seed=8"];
        Run("supervise", new PoisonExport { Out = _runs.File("again") }, again, CancellationToken.None, keepsForm: true);
        Assert.Equal(
            $"Written as {ExportFormatName.Of(format)}, the form that the data came in; --format names another.", Assert.Single(_told));
        Assert.Equal(DataCatalog.FormatIn(data).GetType(), DataCatalog.FormatIn(_runs.File("again", "data")).GetType());
    }

    [Fact]
    public void Data_that_cannot_be_written_as_they_came_are_written_as_a_folder_and_that_is_said()
    {
        string[] large = ["dataset_size=40", $"backdoor.badnets.trigger_path={Large()}"];
        Run("supervise", new PoisonExport { Out = _runs.File("out") }, large, CancellationToken.None, keepsForm: true);
        Assert.Equal("Written as folder: CIFAR-10's files hold 32x32 pictures, not 40x40.", _told[^1]);
        string list = _runs.File("out", "data", "list.csv");
        string folder = _runs.File("out", "data");
        File.WriteAllLines(
            list,
            Directory.GetFiles(Path.Combine(folder, "train"), "*.png", SearchOption.AllDirectories).Select(f =>
                $"{Path.GetRelativePath(folder, f)},{Path.GetFileName(Path.GetDirectoryName(f))}").Prepend("path,label"));
        Run("supervise", new PoisonExport { Out = _runs.File("again") }, [$"dataset_dir={list}"], CancellationToken.None, keepsForm: true);
        Assert.Equal("Written as folder: the form that the data came in, manifest, is read only.", _told[^1]);
        Assert.True(Directory.Exists(_runs.File("again", "data", "train")));
    }

    [Fact]
    public void A_class_that_a_spreadsheet_would_compute_is_text_in_the_tables()
    {
        string data = _runs.File("formulas");
        foreach (string name in Enumerable.Range(0, 9).Select(c => $"class {c}").Append("=1+1"))
        {
            for (int i = 0; i < 20; i++)
                PictureFile.WritePng(
                    Path.Combine(Directory.CreateDirectory(Path.Combine(data, name)).FullName, $"{i}.png"),
                    new byte[3],
                    new ImageShape(1, 1));
        }
        Run("supervise", new PoisonExport { Out = _runs.File("out") }, [$"dataset_dir={data}"], CancellationToken.None);
        string[] cells = [.. File.ReadLines(_runs.File("out", "truth", "train.csv")).SelectMany(r => r.Split(','))];
        Assert.Contains("'=1+1", cells);
        Assert.DoesNotContain(cells, c => c.StartsWith('='));
    }

    [Fact]
    public void The_poisoned_test_set_is_that_of_ASR()
    {
        Write("supervise", ExportFormat.Cifar);
        BackdoorData seen = Seen();
        byte[] file = File.ReadAllBytes(_runs.File("out", "poisoned_test", "test_batch.bin"));
        StampedSource poisonedTest = seen.PoisonedTest!;
        int[] triggered = [.. Enumerable.Range(0, poisonedTest.Count).Where(i => poisonedTest.Clean.Label(i) != Target)];
        Assert.Equal(triggered.Length * 3073, file.Length);
        for (int p = 0; p < triggered.Length; p++)
        {
            Assert.Equal(Target, file[p * 3073]);
            Assert.Equal(poisonedTest.Read(triggered[p])[0], file[p * 3073 + 1]);
        }
        Assert.Equal(triggered.Length + 1, File.ReadAllLines(_runs.File("out", "truth", "poisoned_test.csv")).Length);
    }

    [Fact]
    public void Nothing_in_the_written_set_tells_which_samples_are_poisoned()
    {
        Write("supervise");
        string[] names =
        [
            .. Directory.GetFileSystemEntries(_runs.File("out", "data")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["classes.txt", "test", "train"], names);
        string[] files = Directory.GetFiles(_runs.File("out", "data", "train"), "*", SearchOption.AllDirectories);
        Assert.Equal(
            Enumerable.Range(0, TinyRuns.TrainImages).Select(i => $"{i:00000}.png"),
            files.Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_contact_sheet_shows_before_after_and_difference()
    {
        Write("supervise");
        BackdoorData seen = Seen();
        PixelBuffer sheet = PictureFile.Read(_runs.File("out", "truth", "contact_sheet.png"));
        Assert.Equal(3 * 100 + 4, sheet.Shape.Width);
        int first = seen.Index.Indices[0];
        byte[] before = seen.Train.Clean.Read(first);
        byte[] after = seen.Train.Read(first);
        int changed = Enumerable.Range(0, before.Length / 3).First(p => before[3 * p] != after[3 * p]);
        foreach (int pixel in (int[])[0, 100, changed])
        {
            Assert.Equal(before[(3 * pixel)..(3 * pixel + 3)], Shown(pixel, left: 4));
            Assert.Equal(after[(3 * pixel)..(3 * pixel + 3)], Shown(pixel, left: 104));
            Assert.Equal(pixel == changed, Shown(pixel, left: 204)[0] > 0);
        }

        // Three pixels of the sheet for one of the picture.
        byte[] Shown(int pixel, int left) =>
            sheet.Pixels.Slice(((4 + pixel / 32 * 3) * sheet.Shape.Width + left + pixel % 32 * 3) * 3, 3).ToArray();
    }

    [Fact]
    public void One_split_alone_may_be_written()
    {
        Write("supervise", ExportFormat.Folder, ExportSplit.Test);
        Assert.Equal(
            ["classes.txt", "test"],
            Directory.GetFileSystemEntries(_runs.File("out", "data")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.False(Path.Exists(_runs.File("out", "poisoned_test")));
    }

    [Fact]
    public void What_is_there_is_not_overwritten()
    {
        Directory.CreateDirectory(_runs.File("out"));
        Assert.Contains("there already", Assert.Throws<DbdException>(() => Write("supervise")).Message);
    }

    [Fact]
    public void Stopped_or_failed_it_leaves_nothing()
    {
        using CancellationTokenSource stop = new();
        PoisonExport export = new() { Out = _runs.File("out"), Progress = new Stopping(stop) };
        Assert.ThrowsAny<OperationCanceledException>(() => Run("supervise", export, [], stop.Token));
        DbdException refused = Assert.Throws<DbdException>(() => Run(
            "supervise",
            export with { Format = ExportFormat.Cifar, Progress = null },
            ["dataset_size=40", $"backdoor.badnets.trigger_path={Large()}"],
            CancellationToken.None));
        Assert.Contains("hold 32x32 pictures, not 40x40", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_runs.Root, "out*"));
    }

    [Fact]
    public void Sizes_that_differ_between_training_and_tests_are_said()
    {
        Run(
            "supervise",
            new PoisonExport { Out = _runs.File("out") },
            ["dataset_size=40", $"backdoor.badnets.trigger_path={Large()}"],
            CancellationToken.None);
        Assert.Contains("Training sees 32x32 pictures, tests see 40x40", Assert.Single(_told));
    }

    [Fact]
    public void A_folder_may_be_named_with_a_slash_at_its_end()
    {
        Run("supervise", new PoisonExport { Out = _runs.File("out") + Path.DirectorySeparatorChar }, [], CancellationToken.None);
        Assert.True(Directory.Exists(_runs.File("out", "truth")));
    }

    private string Large()
    {
        string path = _runs.File("large.png");
        PictureFile.WritePng(path, [.. Enumerable.Repeat((byte)200, 40 * 40 * 3)], new ImageShape(40, 40));
        return path;
    }

    private void Write(string stage, ExportFormat format = ExportFormat.Folder, params ExportSplit[] splits)
    {
        PoisonExport export = new() { Out = _runs.File("out"), Format = format };
        Run(stage, splits.Length > 0 ? export with { Splits = splits } : export, [], CancellationToken.None);
    }

    private void Run(
        string stage, PoisonExport export, string[] overrides, CancellationToken cancellation, bool keepsForm = false)
    {
        StageRequest request = _runs.Request(stage, overrides);
        PoisonRequest poison = new()
        {
            ConfigPath = request.ConfigPath,
            Export = export,
            KeepsForm = keepsForm,
            Overrides = request.Overrides,
        };
        PoisonedSet.Run(poison, _told.Add, cancellation);
    }

    private BackdoorData Seen()
    {
        using StageSetup setup = StageSetup.Load(StageFiles.Load(_runs.Request("supervise")), _ => { }, CancellationToken.None);
        return setup.Data;
    }

    private static int[] Order(ExportFormat format, IImageSource data, int[] samples) =>
        format == ExportFormat.Folder ? [.. samples.OrderBy(data.Label)] : samples;

    private static void AssertSame(Subset want, IImageSource got)
    {
        Assert.Equal(want.ClassNames, got.ClassNames);
        Assert.Equal(want.Count, got.Count);
        for (int i = 0; i < want.Count; i++)
        {
            Assert.Equal(want.Label(i), got.Label(i));
            Assert.Equal(want.Read(i), got.Read(i));
        }
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => stop.Cancel();
    }
}
