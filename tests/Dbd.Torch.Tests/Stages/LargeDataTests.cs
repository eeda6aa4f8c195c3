using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Formats.Pictures;
using Dbd.Data.Synthesis;
using Dbd.Poisoning.Export;
using Dbd.Runs;
using Dbd.Torch.Defenses;
using Dbd.Torch.Inspection;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Tests.Defenses;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>Pictures that may not stay in memory.</summary>
public sealed class LargeDataTests : IDisposable
{
    private const string NoMemory = "memory=0";
    private const string Crop = "transform.train.primary={random_resize_crop: {size: 32, scale: [0.5, 1.]}}";

    private readonly TinyRuns _held = Folders();
    private readonly TinyRuns _kept = Folders();

    public void Dispose()
    {
        _held.Dispose();
        _kept.Dispose();
    }

    [Fact]
    public void Every_stage_learns_the_same_to_the_bit()
    {
        foreach (string stage in (string[])["supervise", "simclr", "mixmatch_finetune"])
        {
            Run(_held, stage);
            Run(_kept, stage, NoMemory);
            Assert.Equal(Files(_held, stage), Files(_kept, stage));
        }
        Assert.False(Directory.Exists(_held.File("storage", "cache")));
        Assert.Equal(2, Directory.GetFiles(_kept.File("storage", "cache")).Length);

        Assert.Equal(Suspects(_held), Suspects(_kept, NoMemory));
        Assert.Equal(Poisoned(_held), Poisoned(_kept, NoMemory));
    }

    [Fact]
    public void A_defense_ends_with_the_same_list()
    {
        using TinyDefense held = Defense();
        using TinyDefense kept = Defense();
        DefenseResult first = held.Run();
        DefenseResult second = new Defender(kept.Options with { Memory = 0 }, []).Run(progress: null, CancellationToken.None);
        Assert.Equal(File.ReadAllText(first.Files.Suspects), File.ReadAllText(second.Files.Suspects));
        Assert.Equal(first.BenignAccuracy, second.BenignAccuracy);
        Assert.NotEmpty(Directory.GetFiles(kept.File("storage", "cache")));
    }

    [Fact]
    public void Crops_of_pictures_in_their_own_size_are_others()
    {
        string[] common = ["backdoor=", "dataset_size=16", Crop.Replace("32", "16", StringComparison.Ordinal), "num_epochs=1"];
        Run(_held, "supervise", common);
        Run(_kept, "supervise", [.. common, "dataset_own_size=True"]);
        Assert.NotEqual(Files(_held, "supervise"), Files(_kept, "supervise"));
        // The tests see them made to fit: one file is enough.
        Assert.Single(Directory.GetFiles(_kept.File("storage", "cache")));
    }

    [Theory]
    [InlineData("as large as dataset_size", Crop)]
    [InlineData("transform.pre make", Crop, "backdoor=", "transform.pre={resize: {size: 40}}")]
    [InlineData("No view under transform", "backdoor=")]
    public void Where_own_sizes_make_no_sense_it_is_said(string why, params string[] overrides)
    {
        ConfigException refused = Assert.Throws<ConfigException>(() => Run(_held, "supervise", ["dataset_own_size=True", .. overrides]));
        Assert.Contains("dataset_own_size", refused.Location.Key, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_below_zero_is_refused() =>
        Assert.Equal("memory", Assert.Throws<ConfigException>(() => Run(_held, "supervise", "memory=-1")).Location.Key);

    private static TinyRuns Folders()
    {
        TinyRuns runs = new();
        Write(runs);
        return runs;
    }

    private static TinyDefense Defense()
    {
        TinyDefense defense = new();
        Directory.Delete(defense.Data, recursive: true);
        Write(defense.Runs);
        Directory.Move(defense.Runs.File("pictures"), defense.Data);
        return defense;
    }

    private static void Write(TinyRuns runs)
    {
        foreach ((string name, SyntheticSplit split, int count) in (ReadOnlySpan<(string, SyntheticSplit, int)>)
            [("train", SyntheticSplit.Train, TinyRuns.TrainImages), ("test", SyntheticSplit.Test, 30)])
        {
            IImageSource data = Synthetic.Generate(seed: 1, split, count);
            ImageFolderWriter.Write(
                runs.File("pictures", name), data, [.. Enumerable.Range(0, count)], progress: null, CancellationToken.None);
        }
    }

    private static StageRequest Request(TinyRuns runs, string stage, string[] overrides) =>
        runs.Request(stage, [.. overrides, $"dataset_dir={runs.File("pictures")}"]);

    private static void Run(TinyRuns runs, string stage, params string[] overrides) =>
        TinyRuns.Run(stage, Request(runs, stage, overrides));

    private static string[] Files(TinyRuns runs, string stage) =>
    [
        .. Directory.GetFiles(runs.Saved(stage, "log"), "*.csv").Order(StringComparer.Ordinal).Select(File.ReadAllText),
        RunRecord.At(runs.Saved(stage, "log", RunRecord.FileName)).DataHash!,
    ];

    private static string Suspects(TinyRuns runs, params string[] overrides) => File.ReadAllText(SuspectSearch.Run(
        Request(runs, "mixmatch_finetune", [.. overrides, $"semi.witness={runs.Latest("supervise")}"]),
        path: null, _ => { }, CancellationToken.None).Path);

    private static byte[] Poisoned(TinyRuns runs, params string[] overrides)
    {
        StageRequest request = Request(runs, "supervise", overrides);
        PoisonRequest poison = new()
        {
            ConfigPath = request.ConfigPath,
            Overrides = request.Overrides,
            Export = new PoisonExport { Out = runs.File("out"), Format = ExportFormat.Idx },
        };
        PoisonedSet.Run(poison, _ => { }, CancellationToken.None);
        return
        [
            .. Directory.GetFiles(runs.File("out"), "*ubyte", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes),
        ];
    }
}
