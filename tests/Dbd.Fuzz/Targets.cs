using System.Formats.Tar;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Download;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Data.Formats.Idx;
using Dbd.Data.Formats.Manifests;
using Dbd.Data.Formats.Mat;
using Dbd.Data.Formats.Npz;
using Dbd.Data.Formats.WebDatasets;
using Dbd.Data.Storage;
using Dbd.Fuzz.Mutation;
using Dbd.Fuzz.Seeds;
using Dbd.Imaging;
using Dbd.Reports.Csv;
using Dbd.Reports.Log;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Suspicion;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Defenses;
using Dbd.Torch.Deployment;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Tables;

namespace Dbd.Fuzz;

/// <summary>Everything that reads files from outside.</summary>
internal static class Targets
{
    // What a picture's header may say.
    private const long MostOfPicture = 8 * PictureFile.MaxPixels;

    // .NET's reader of tar files takes the length of a name from its header; only an archive whose checksum is right gets there.
    private const long MostOfTar = 1L << 31;

    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. Arrays(), .. DataSets(), .. Packed(), .. Pictures(), .. Configs(), .. States(), .. Models()];

    private static IEnumerable<FuzzTarget> Arrays() =>
    [
        new("npy", ".npy", DataSeeds.Npy, path => Npy.Read(path)),
        new("torch", ".pt", [ArchiveSeeds.Checkpoint()], ReadCheckpoint),
        new("torch-any", ".pt", [ArchiveSeeds.Checkpoint()], path => TorchFile.ReadAny(path)),
        new("safetensors", ".safetensors", [ArchiveSeeds.SafeTensors], path => CheckpointFile.Read(path)),
        new("torch-others", ".pt", [ArchiveSeeds.OthersPickle], path => TorchFile.ReadAny(path)) { Wrap = ArchiveSeeds.Around },
        new("torch-pickle", ".pt", [ArchiveSeeds.Pickle()], ReadCheckpoint) { Wrap = ArchiveSeeds.Around },
    ];

    private static IEnumerable<FuzzTarget> DataSets() =>
    [
        new("cifar-python", "", [DataSeeds.CifarPython, DataSeeds.CifarPython5], path =>
            new CifarPython(CifarRelease.Cifar10).Read(path, 10, new FileBuffer())),
        new("cifar-binary", ".bin", [DataSeeds.CifarBinary], path =>
            new CifarBinary(CifarRelease.Cifar10).Read(path, 10, new FileBuffer())),
        new("idx", "-idx3-ubyte", [DataSeeds.Idx(2, 3, 4), DataSeeds.Idx(7), DataSeeds.Idx(1, 2, 2, 3)], path => IdxFile.Read(path)),
        new("idx-gz", ".gz", [ArchiveSeeds.Zipped(DataSeeds.Idx(2, 30, 4))], path => IdxFile.Read(path)),
        new("tar", ".tar.gz", [.. new[] { TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.Ustar }.Select(ArchiveSeeds.Tar)], Unpack)
        {
            Wrap = ArchiveSeeds.Zipped,
            MostAllocated = MostOfTar,
        },
        new("tar-gz", ".tar.gz", [ArchiveSeeds.Zipped(ArchiveSeeds.Tar(TarEntryFormat.Pax))], Unpack) { MostAllocated = MostOfTar },
        new("picture-cache", PictureCache.Extension, [DataSeeds.Pictures], ReadCache),
        new("mat", ".mat", DataSeeds.Mat, path => MatFile.Read(path, "X", "y")),
        Text("csv", ".csv", [StateSeeds.Csv, StateSeeds.Tsv], path => Manifest.List(path, CsvManifest.Read(path))),
        new("parquet", ".parquet", ParquetSeeds.Manifests, path =>
            Manifest.List(path, ParquetManifest.Read(path, CancellationToken.None))),
    ];

    private static IEnumerable<FuzzTarget> Packed() =>
    [
        new("hub-parquet", ".parquet", [PackedSeeds.Parquet], path => Load(new HubParquetFormat(), path)),
        new("arrow", ".arrow", [PackedSeeds.Arrow], path =>
            new ArrowShard(Path.GetDirectoryName(path)!, path, null).Read(HubFeatures.None, CancellationToken.None)),
        new(
            "webdataset", ".tar",
            [.. new[] { TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.Ustar }.Select(PackedSeeds.Tar)],
            path => Load(new WebDatasetFormat(), path))
        {
            Wrap = PackedSeeds.WithChecksums,
        },
        new("npz", ".npz", [PackedSeeds.Npz], path => Load(new NpzFormat(), path)),
        new("npz-labels", ".npz", PackedSeeds.Labels, path => Load(new NpzFormat(), path)) { Wrap = PackedSeeds.Beside },
    ];

    private static IEnumerable<FuzzTarget> Pictures() =>
    [
        Picture("gif", PictureSeeds.Gif),
        Picture("png", PictureSeeds.Png) with { Wrap = PictureSeeds.WithChecksums },
        Picture("jpeg", PictureSeeds.Jpeg),
        Picture("webp", PictureSeeds.WebP),
        Picture("bmp", PictureSeeds.Bmp),
        Picture("ppm", PictureSeeds.Portable),
    ];

    private static IEnumerable<FuzzTarget> Configs() =>
    [
        Text("config", ".yaml", [Config("witness"), Config("simclr"), Config("mixmatch_finetune")], path => ConfigCheck.Run(path, [])),
        Text("table", ".yaml", [StateSeeds.Table], path => new ConfigBinder().Bind<TableSpec>(ConfigDocument.Load(path))),
    ];

    private static IEnumerable<FuzzTarget> States() =>
    [
        new("defense-record", ".json", [StateSeeds.Defense], path => DefenseRecord.Read(path)) { Mutator = JsonMutation.Apply },
        new("run-record", ".json", [StateSeeds.Run], path => RunRecord.At(path)) { Mutator = JsonMutation.Apply },
        Text("suspects", ".csv", [StateSeeds.Suspects], ReadSuspects),
        Text("history", ".csv", [StateSeeds.History], ReadHistory),
        Text("log", ".log", [StateSeeds.Log], path => LogTimes.Of(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path))),
    ];

    private static IEnumerable<FuzzTarget> Models() =>
    [
        new("onnx", ".onnx", [OnnxSeeds.Model], Classify),
        new("onnx-names", ".onnx", [StateSeeds.Names], Classify) { Mutator = JsonMutation.Apply, Wrap = OnnxSeeds.Named },
    ];

    private static void Load(IDatasetFormat format, string path) =>
        format.Load(path, new ReadingOptions { Size = 4 }, CancellationToken.None);

    private static FuzzTarget Picture(string name, IReadOnlyList<byte[]> seeds) =>
        new(name, $".{name}", seeds, path => PictureFile.Read(path, upright: true)) { MostAllocated = MostOfPicture };

    private static FuzzTarget Text(string name, string ending, IReadOnlyList<byte[]> seeds, Action<string> read) =>
        new(name, ending, seeds, read) { Mutator = TextMutation.Apply };

    private static void ReadCache(string path)
    {
        if (PictureCache.Open(path, 3) is not { } cache)
            throw new DbdException("It is made anew.");
        foreach (int i in Enumerable.Range(0, 3).Where(cache.Has))
            cache.Read(i, new byte[cache.Shape(i).Bytes]);
    }

    private static byte[] Config(string name)
    {
        using Stream file = typeof(ConfigCheck).Assembly.GetManifestResourceStream($"defend/{name}.yaml")!;
        using MemoryStream copy = new();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static void ReadCheckpoint(string path)
    {
        PyDict content = TorchFile.Read(path);
        _ = Checkpoint.Of(content, path);
        _ = Checkpoint.EpochIn(content, path);
    }

    private static void Unpack(string path)
    {
        string target = Directory.CreateDirectory($"{path}.unpacked").FullName;
        try
        {
            TarUnpacker.Unpack(path, ArchiveSeeds.Folder, ArchiveSeeds.Files, target, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    private static void ReadSuspects(string path)
    {
        SuspectFile.CheckPlace(path);
        SuspectFile.Read(path, StateSeeds.ClassNames, StateSeeds.Samples);
    }

    private static void ReadHistory(string path)
    {
        CsvReadings.Of(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        CsvHistory.Open(path, epochs: 2);
    }

    private static void Classify(string path)
    {
        using OnnxImageClassifier model = OnnxImageClassifier.Open(path);
        if (model.Shape.Pixels < 1 << 16)
            model.Logits([new PixelBuffer(model.Shape)]);
    }
}
