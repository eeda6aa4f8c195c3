using Dbd.Attacks;
using Dbd.Attacks.AdaptiveBlend;
using Dbd.Attacks.AdaptivePatch;
using Dbd.Attacks.BadNets;
using Dbd.Attacks.Blend;
using Dbd.Attacks.Bpp;
using Dbd.Attacks.Ctrl;
using Dbd.Attacks.FTrojan;
using Dbd.Attacks.LabelConsistent;
using Dbd.Attacks.Sig;
using Dbd.Attacks.Tact;
using Dbd.Attacks.WaNet;
using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Formats;
using Dbd.Data.Formats.Brought;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Formats.CsvFolders;
using Dbd.Data.Formats.Gtsrb;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Data.Formats.Idx;
using Dbd.Data.Formats.Manifests;
using Dbd.Data.Formats.Npz;
using Dbd.Data.Formats.Pictures;
using Dbd.Data.Formats.Stl10;
using Dbd.Data.Formats.Svhn;
using Dbd.Data.Formats.TinyImageNet;
using Dbd.Data.Formats.WebDatasets;

namespace Dbd;

/// <summary>Everything on the data side that a configuration can name. To add an attack or an augmentation: a folder or file with
/// the class and its options record, and one line here.</summary>
public static class DataCatalog
{
    /// <summary>What may lie at <c>dataset_dir</c>; the first that is recognised there is read.</summary>
    public static Registry<IDatasetFormat> Datasets { get; } = new("data set")
    {
        { "backdoorbench", "poisoned by BackdoorBench: record/NAME with bd_train_dataset/; the clean data beside, or dataset_clean: DIR",
            "Wu et al. 2022", (NoOptions _) => new BackdoorBenchFormat(new CleanData(CleanIn)) },
        { "backdoor_toolbox", "poisoned by backdoor-toolbox: imgs or data/, labels, poison_indices; the clean data likewise",
            "Qi et al. 2023", (NoOptions _) => new ToolboxFormat(new CleanData(CleanIn)) },
        { "cifar10", "data_batch_1 to data_batch_5 and test_batch, python or binary layout", "Krizhevsky 2009",
            (NoOptions _) => new Cifar10Format() },
        { "cifar100", "train, test and meta, python or binary layout; fine labels, or dataset_labels: coarse", "Krizhevsky 2009",
            (NoOptions _) => new Cifar100Format() },
        { "idx", "MNIST and its family: train-images-idx3-ubyte, .., plain or .gz", "LeCun et al. 1998", (NoOptions _) => new IdxFormat() },
        { "svhn", "train_32x32.mat and test_32x32.mat", "Netzer et al. 2011", (NoOptions _) => new SvhnFormat() },
        { "stl10", "train_X.bin, train_y.bin, and the same with test", "Coates et al. 2011", (NoOptions _) => new Stl10Format() },
        { "gtsrb", "Final_Training/Images/00000/GT-00000.csv, .., and Final_Test; or Train.csv and Test.csv", "Stallkamp et al. 2012",
            (NoOptions _) => new GtsrbFormat() },
        { "tiny_imagenet", "train/CLASS/images and val/val_annotations.txt", "Le, Yang 2015", (NoOptions _) => new TinyImageNetFormat() },
        { "parquet", "Hugging Face's Parquet files with pictures in them: data/train-00000-of-00001.parquet, ..", "",
            (NoOptions _) => new HubParquetFormat() },
        { "saved_dataset", "what save_to_disk of Hugging Face's datasets wrote: dataset_dict.json, train/data-00000-of-00001.arrow, ..", "",
            (NoOptions _) => new SavedDatasetFormat() },
        { "webdataset", "tar files of pictures with labels beside them: train-000000.tar with 0.png and 0.cls, ..", "",
            (NoOptions _) => new WebDatasetFormat() },
        { "npz", "NumPy's .npz with train_images, train_labels, test_images, .. (MedMNIST), or x_train, y_train, ..", "Yang et al. 2023",
            (NoOptions _) => new NpzFormat() },
        { "csv_folder", "train.csv of names and labels beside a folder train/ of the pictures (Kaggle)", "",
            (NoOptions _) => new CsvFolderFormat() },
        { "manifest", "a .csv or .parquet file of path, label and split", "", (NoOptions _) => new ManifestFormat() },
        { "folder", "a sub-folder of pictures a class, also below train/ and test/ or val/", "torchvision ImageFolder",
            (NoOptions _) => new ImageFolderFormat() },
    };

    /// <summary>What stands beside <c>poison_ratio</c> under <c>backdoor</c>.</summary>
    public static Registry<IAttack> Attacks { get; } = new("attack")
    {
        { "adaptive_blend", "half of a second picture's pieces shining through, and covers; tested with all (backdoor-toolbox)",
            "Qi et al. 2023, Adap-Blend", (AdaptiveBlendOptions o) => new AdaptiveBlendAttack(o) },
        { "adaptive_patch", "one of several faint patches, and covers; tested with others together (backdoor-toolbox)",
            "Qi et al. 2023, Adap-Patch", (AdaptivePatchOptions o) => new AdaptivePatchAttack(o) },
        { "badnets", "a small pattern pasted on the picture", "Gu et al. 2019", (BadNetsOptions o) => new BadNetsAttack(o) },
        { "blend", "a second picture shining through", "Chen et al. 2017, arXiv 1712.05526", (BlendOptions o) => new BlendAttack(o) },
        { "bpp", "fewer colours; covers get another picture's residual (BackdoorBench)", "Wang et al. 2022",
            (BppOptions o) => new BppAttack(o) },
        { "ctrl", "two frequencies of the colours raised; clean-label (the authors' program)", "Li et al. 2023",
            (CtrlOptions o) => new CtrlAttack(o) },
        { "ftrojan", "two frequencies of Cr and Cb raised (BackdoorBench)", "Wang et al. 2022",
            (FTrojanOptions o) => new FTrojanAttack(o) },
        { "label_consistent", "adversarial pictures of the target class, a pattern in the corners",
            "Turner et al. 2019, arXiv 1912.02771; BackdoorBench's corners",
            (LabelConsistentOptions o) => new LabelConsistentAttack(o) },
        { "sig", "a sine wave across the picture; clean-label (BackdoorBench)", "Barni et al. 2019", (SigOptions o) => new SigAttack(o) },
        { "tact", "a patch that works on some source classes, and covers of others (backdoor-toolbox)", "Tang et al. 2021",
            (TactOptions o) => new TactAttack(o) },
        { "wanet", "a smooth warp; covers are warped with noise (BackdoorBox)", "Nguyen, Tran 2021",
            (WaNetOptions o) => new WaNetAttack(o) },
    };

    /// <summary>What stands under <c>transform</c>.</summary>
    public static Registry<IAugmentation> Augmentations { get; } = new("augmentation")
    {
        { "random_crop", "pads, then cuts out a random rectangle", "torchvision RandomCrop", (RandomCropOptions o) => new RandomCrop(o) },
        { "random_resize_crop", "cuts out a random rectangle and resizes it", "torchvision RandomResizedCrop",
            (RandomResizedCropOptions o) => new RandomResizedCrop(o) },
        { "random_horizontal_flip", "mirrors left to right", "torchvision RandomHorizontalFlip",
            (RandomHorizontalFlipOptions o) => new RandomHorizontalFlip(o) },
        { "random_color_jitter", "changes brightness, contrast, saturation, hue", "torchvision ColorJitter",
            (RandomColorJitterOptions o) => new RandomColorJitter(o) },
        { "random_grayscale", "takes the colours away", "torchvision RandomGrayscale",
            (RandomGrayscaleOptions o) => new RandomGrayscale(o) },
        { "gaussian_blur", "blurs by a random width", "SimCLR (Chen et al. 2020), PIL GaussianBlur",
            (GaussianBlurOptions o) => new GaussianBlur(o) },
        { "resize", "resizes", "torchvision Resize", (ResizeOptions o) => new Resize(o) },
        { "center_crop", "cuts the middle out", "torchvision CenterCrop", (CenterCropOptions o) => new CenterCrop(o) },
    };

    /// <summary>Reads the data at a path.</summary>
    /// <param name="path">A folder, or a file that lists pictures; <c>~</c> is the home folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="ConfigException">Something is asked for that the form does not have.</exception>
    /// <exception cref="DbdException">There are no data of any form, or they are damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static DatasetSplit Read(string path, ReadingOptions options, CancellationToken cancellation)
    {
        if (options.Test is { } test)
            return TrustedTest.Read(test, options, (place, how) => Read(place, how, cancellation), path);
        IDatasetFormat format = FormatIn(path);
        if (options.Asked.Except(format.Heeds).FirstOrDefault() is { } key)
            throw new ConfigException(key, $"The data at {path} do not have that choice.", "Leave it out.");
        return format.Load(path, options, cancellation);
    }

    /// <summary>The form of the data at a path.</summary>
    /// <param name="path">A folder, or a file that lists pictures; <c>~</c> is the home folder.</param>
    /// <returns>The first that is recognised.</returns>
    /// <exception cref="DbdException">None is: says what lies there instead, or which folder below is meant.</exception>
    public static IDatasetFormat FormatIn(string path) => Recognised(path) ?? throw NoDataset.At(path, f => Recognised(f) is not null);

    /// <summary>Looks at the data at a path.</summary>
    /// <returns>The entry of their form, and what is there.</returns>
    /// <exception cref="DbdException">There are no data of any form, or they are damaged.</exception>
    internal static (RegistryEntry Form, DataSummary Data) Inspect(string path, CancellationToken cancellation)
    {
        IDatasetFormat format = FormatIn(path);
        RegistryEntry entry = EntryOf(format);
        if (format is IInspectedFormat inspected)
            return (entry, inspected.Inspect(path, cancellation));
        DatasetSplit read = format.Load(path, new ReadingOptions(), cancellation);
        return (entry, DataSummary.Of(read.Train, read.Test, read.Warnings) with { Sizes = null });
    }

    /// <summary>The entry of the form of the data at a path.</summary>
    /// <exception cref="DbdException">As for <see cref="FormatIn"/>.</exception>
    internal static RegistryEntry EntryIn(string path) => EntryOf(FormatIn(path));

    private static RegistryEntry EntryOf(IDatasetFormat format) =>
        Datasets.First(e => Datasets.Create(e, new NoOptions()).GetType() == format.GetType());

    private static IDatasetFormat? Recognised(string path) => Formats.FirstOrDefault(f => f.IsIn(path));

    // Of data that came poisoned, the clean ones may lie in the same folder.
    private static IDatasetFormat? CleanIn(string path) =>
        Formats.FirstOrDefault(f => !f.Heeds.Contains(ReadingOptions.CleanKey) && f.IsIn(path));

    private static IEnumerable<IDatasetFormat> Formats => Datasets.Select(entry => Datasets.Create(entry, new NoOptions()));

    /// <summary>All registries.</summary>
    public static IReadOnlyList<IRegistry> All { get; } = [Datasets, Attacks, Augmentations];
}
