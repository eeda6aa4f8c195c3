using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Work;

/// <summary>A stage of the paper's configuration, cut down to some steps of one epoch.</summary>
internal sealed record PieceOfWork(
    string Name, string Data, int Width, int? Batch, int Threads, int Workers, int WarmUpSteps, int Steps, string Precision)
{
    public static readonly string[] Names = ["supervise", "simclr", "mixmatch"];

    private int BatchSize => Batch ?? Name switch { "supervise" => 128, "simclr" => 512, _ => 64 };

    private int AllSteps => WarmUpSteps + Steps;

    /// <summary>Does it in a folder of its own, which it removes.</summary>
    public Measured Measure() => InFolder(folder =>
    {
        using StepClock clock = new(WarmUpSteps);
        // MixMatch draws from two halves as often as it must; the other stages see each picture once.
        WriteData(folder, Name == "mixmatch" ? 8 * BatchSize : AllSteps * BatchSize);
#pragma warning disable RS0030 // What the whole data set took is not the stage's.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
#pragma warning restore RS0030
        Run(folder, clock);
        return clock.Result with
        {
            Work = Name,
            Width = Width,
            Batch = BatchSize,
            Threads = Threads,
            Workers = Workers,
            Precision = Precision,
        };
    });

    /// <summary>The seconds from the start of this process until the first step of <c>supervise</c> on all data is done.</summary>
    public double SecondsToFirstStep() => InFolder(folder =>
    {
        using StepClock clock = new(warmUpSteps: 1, firstStepOnly: true);
        Until(clock, c => StageCatalog.Run(RequestOf(folder, "supervise", $"dataset_dir={Data}"), [clock], c));
        return clock.SecondsToFirstStep;
    });

    /// <summary>SimCLR views of all data, on one thread.</summary>
    public Measured MeasureViews() => InFolder(folder => ViewWork.Measure(RequestOf(folder, "simclr", $"dataset_dir={Data}"), Steps));

    /// <summary>Batches of pictures from files, cut out of them at random, two epochs of them.</summary>
    public void MeasureLoader(int size, Action<Measured> show) => InFolder(folder =>
    {
        StageRequest request = RequestOf(
            folder, "supervise", $"dataset_dir={Data}", "backdoor=", $"dataset_size={size}", "dataset_own_size=True", "memory=100",
            $"num_classes={Directory.GetDirectories(Data).Length}", $"loader.batch_size={BatchSize}",
            $"transform.train.primary={{random_resize_crop: {{size: {size}}}, random_horizontal_flip: {{p: 0.5}}}}");
        foreach (Measured epoch in LoaderWork.Measure(request))
            show(epoch);
        return 0;
    });

    private static T InFolder<T>(Func<string, T> work)
    {
        string folder = Directory.CreateTempSubdirectory("dbd-work-").FullName;
        try
        {
            return work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Run(string folder, StepClock clock)
    {
        switch (Name)
        {
            case "supervise":
                Until(clock, c => StageCatalog.Run(RequestOf(folder, "supervise", $"loader.batch_size={BatchSize}"), [clock], c));
                break;
            case "simclr":
                Until(clock, c => StageCatalog.Run(RequestOf(folder, "simclr", $"loader.batch_size={BatchSize}"), [clock], c));
                break;
            default:
                StageCatalog.Run(RequestOf(folder, "simclr", $"loader.batch_size={BatchSize}", "num_epochs=1"), [], CancellationToken.None);
                Until(clock, c => StageCatalog.Run(RequestOf(folder, "mixmatch_finetune", MixMatch()), [clock], c));
                break;
        }
    }

    private string[] MixMatch() =>
    [
        "pretrain_checkpoint=epoch1.pt", "warmup.num_epochs=0", $"warmup.loader.batch_size={BatchSize}",
        $"semi.loader.batch_size={BatchSize}", $"semi.loader.num_workers={Workers}", $"semi.mixmatch.train_iteration={AllSteps}",
    ];

    // Cancelled after the last step: no tests, no checkpoint.
    private static void Until(StepClock clock, Action<CancellationToken> run)
    {
        try
        {
            run(clock.Stopped);
        }
        catch (OperationCanceledException)
        {
            // The clock has what it wants.
        }
    }

    private StageRequest RequestOf(string folder, string stage, params string[] more) => new()
    {
        ConfigPath = Path.Combine([Repository(), "config", .. Folder(stage), "badnets", "cifar10_resnet18", "example.yaml"]),
        Gpu = "cpu",
        Overrides =
        [
            $"dataset_dir={Path.Combine(folder, "data")}", $"saved_dir={Path.Combine(folder, "saved")}",
            $"storage_dir={Path.Combine(folder, "storage")}",
            $"backdoor.badnets.trigger_path={Path.Combine(Repository(), "data", "trigger", "badnets_2x2.png")}",
            $"network.resnet18_cifar.width={Width}", $"precision={Precision}", $"threads={Threads}",
            .. stage == "mixmatch_finetune" ? [] : (string[])[$"loader.num_workers={Workers}"],
            .. more,
        ],
    };

    private static string[] Folder(string stage) => stage == "supervise" ? [stage] : ["defense", stage];

    private void WriteData(string folder, int images)
    {
        DatasetSplit data = DataCatalog.FormatIn(Data).Load(Data, new ReadingOptions(), CancellationToken.None);
        CifarBinaryWriter.Write(Path.Combine(folder, "data"), First(data.Train, images), First(data.Test, 100));
    }

    private static Subset First(IImageSource data, int count) => new(data, [.. Enumerable.Range(0, count).Select(i => i % data.Count)]);

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dbd.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Run it from a build in the repository.");
    }
}
