using Dbd.Data.Formats.Pictures;
using Dbd.Serialization;

namespace Dbd.Data.Formats.Brought;

/// <summary>A folder that BackdoorBench wrote (<c>record/NAME</c>): <c>bd_train_dataset/LABEL/INDEX.png</c> has the poisoned training
/// pictures by their true label and their place in the clean set, <c>bd_test_dataset</c> likewise those for ASR. All others are the
/// clean data's.</summary>
/// <remarks>Wu et al., "BackdoorBench", NeurIPS 2022; https://github.com/SCLBD/BackdoorBench.</remarks>
/// <param name="clean">Finds the clean data.</param>
internal sealed class BackdoorBenchFormat(CleanData clean) : IDatasetFormat
{
    /// <summary>The folder of the poisoned training pictures.</summary>
    public const string TrainFolder = "bd_train_dataset";

    /// <summary>The folder of the test pictures with the trigger.</summary>
    public const string TestFolder = "bd_test_dataset";

    /// <inheritdoc/>
    public IReadOnlyList<string> Heeds => [ReadingOptions.CleanKey, ReadingOptions.TargetKey, ReadingOptions.AllToAllKey];

    /// <inheritdoc/>
    public bool IsIn(string path) => Directory.Exists(Path.Combine(UserPath.Expand(path), TrainFolder));

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation)
    {
        string folder = UserPath.Expand(path);
        List<string> warnings = [];
        PoisonLabels label = PoisonLabels.Of(folder, options, warnings);
        DatasetSplit before = clean.Read(folder, Beside(folder), options, cancellation);
        warnings.AddRange(before.Warnings);
        ReplacedImages train = Replaced(folder, TrainFolder, before.Train, label, options, warnings, cancellation);
        ReplacedImages? test = Directory.Exists(Path.Combine(folder, TestFolder))
            ? Replaced(folder, TestFolder, before.Test, label, options, warnings, cancellation)
            : null;
        if (test is null)
            warnings.Add($"{folder} has no {TestFolder}: no ASR is measured.");
        return new DatasetSplit(train, before.Test, warnings)
        {
            Truth = new PoisonTruth(train.Replaced, Covers: [], before.Train.Labels())
            {
                PoisonedTest = test?.Replacements,
                PoisonedTestLabels = test is null ? [] : [.. test.Replaced.Select(before.Test.Label)],
            },
        };
    }

    // As its archive has them, beside record/, and where a person would put them; the folder itself last, which with a stray picture looks
    // like a folder of classes.
    private static IEnumerable<string> Beside(string folder) =>
        from place in (string[])["clean", "../clean", "../../data/cifar10", ""]
        select Path.GetFullPath(Path.Combine(folder, place));

    private static ReplacedImages Replaced(
        string folder, string name, IImageSource clean, PoisonLabels label, ReadingOptions options, List<string> warnings,
        CancellationToken cancellation)
    {
        string place = Path.Combine(folder, name);
        (int Index, ListedPicture File)[] listed =
            DamagedDataException.Naming(place, "a folder of BackdoorBench", () => IndexedPictures.List(folder, name, clean, warnings));
        int[] indices = [.. listed.Select(p => p.Index)];
        ListedPicture[] pictures =
        [
            .. listed.Select(p => p.File with { Label = label.After(name, p.Index, p.File.Label, clean.ClassNames.Count) }),
        ];
        return new ReplacedImages(clean, PictureReading.ReadAll(pictures, clean.ClassNames, options, cancellation), indices);
    }
}
