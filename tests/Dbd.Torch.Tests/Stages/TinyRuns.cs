using System.Text;

using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Tests.Stages;

/// <summary>A folder with a small drawn data set and a configuration of each stage for it, all laid out as the repository.</summary>
internal sealed class TinyRuns : IDisposable
{
    public const int TrainImages = 80;

    private static readonly IImageSource s_train = Synthetic.Generate(seed: 1, SyntheticSplit.Train, TrainImages);
    private static readonly IImageSource s_test = Synthetic.Generate(seed: 1, SyntheticSplit.Test, 30);

    private readonly TempFolder _folder = new();

    public TinyRuns()
    {
        CifarBinaryWriter.Write(File("data"), s_train, s_test);
        Write("supervise", TinyConfigs.Supervise);
        Write("simclr", TinyConfigs.SimClr);
        Write("mixmatch_finetune", TinyConfigs.MixMatchFinetune);
        Write("train", TinyConfigs.Train);
        Write("abl", TinyConfigs.Abl);
        Write("asd", TinyConfigs.Asd);
    }

    public string Root => _folder.Path;

    public static string Trigger(string name) => RepositoryRoot.File("data", "trigger", name);

    public string File(params string[] parts) => _folder.File(parts);

    public string Config(string stage) => File("config", "tiny", stage, "example.yaml");

    public string Saved(string stage, params string[] parts) => File(["saved_data", "tiny", stage, "example", .. parts]);

    public string Storage(string stage, params string[] parts) => File(["storage", "tiny", stage, "example", .. parts]);

    public string Latest(string stage) => Storage(stage, "checkpoint", "latest_model.pt");

    public StageRequest Request(string stage, params string[] overrides) => new()
    {
        ConfigPath = Config(stage),
        Overrides =
        [
            $"dataset_dir={File("data")}",
            $"saved_dir={File("saved_data")}",
            $"storage_dir={File("storage")}",
            $"backdoor.badnets.trigger_path={Trigger("badnets_2x2.png")}",
            .. overrides,
        ],
        Gpu = "cpu",
    };

    public void Run(string stage, params string[] overrides) => Run(stage, Request(stage, overrides));

    public static void Run(string stage, StageRequest request) => Run(stage, request, [], CancellationToken.None);

    public static void Run(string stage, StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation) =>
        StageCatalog.Run(request with { Stage = stage }, observers, cancellation);

    /// <summary>The files below a folder, in order, with '/' between folders.</summary>
    public string[] FilesBelow(params string[] parts) =>
    [
        .. Directory.GetFiles(File(parts), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public void Write(string stage, string yaml) =>
        _folder.Write($"config/tiny/{stage}/example.yaml", Encoding.UTF8.GetBytes(yaml));

    public void Dispose() => _folder.Dispose();
}
