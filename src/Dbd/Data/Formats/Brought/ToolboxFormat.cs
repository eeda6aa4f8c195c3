namespace Dbd.Data.Formats.Brought;

/// <summary>A training set that backdoor-toolbox wrote (<c>poisoned_train_set/cifar10/NAME</c>): pictures, <c>labels</c>,
/// <c>poison_indices</c>, and <c>cover_indices</c> where there are covers. The test set is that of the clean data.</summary>
/// <remarks>Qi et al., "Towards a Proactive ML Approach for Detecting Backdoor Poison Samples", USENIX Security 2023;
/// https://github.com/vtu81/backdoor-toolbox. Pictures saved as floats are rounded to 8 bits.</remarks>
/// <param name="clean">Finds the clean data.</param>
internal sealed class ToolboxFormat(CleanData clean) : IDatasetFormat
{
    private const string PoisonFile = "poison_indices";
    private const string CoverFile = "cover_indices";

    /// <inheritdoc/>
    public IReadOnlyList<string> Heeds => [ReadingOptions.CleanKey];

    /// <inheritdoc/>
    public bool IsIn(string path) =>
        UserPath.Expand(path) is var folder && ToolboxSplit.IsIn(folder) && File.Exists(Path.Combine(folder, PoisonFile));

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation)
    {
        string folder = UserPath.Expand(path);
        ToolboxSplit poisoned = ToolboxSplit.Read(folder);
        int count = poisoned.Labels.Length;
        int[] samples = ToolboxIndices.Of(Path.Combine(folder, PoisonFile), count, []);
        string coverPath = Path.Combine(folder, CoverFile);
        int[] covers = File.Exists(coverPath) ? ToolboxIndices.Of(coverPath, count, samples) : [];
        List<string> warnings = [$"{folder} has no test pictures with the trigger: no ASR is measured."];
        if (TestSplit(folder, options) is { } split)
        {
            ToolboxSplit tested = ToolboxSplit.Read(split);
            string[] names = [.. Enumerable.Range(0, Math.Max(poisoned.Labels.Max(), tested.Labels.Max()) + 1).Select(n => $"{n}")];
            return new DatasetSplit(poisoned.Load(names, options, cancellation), tested.Load(names, options, cancellation), warnings)
            {
                Truth = new PoisonTruth(samples, covers, poisoned.Labels),
            };
        }
        DatasetSplit before = clean.Read(folder, Beside(folder), options, cancellation);
        warnings.InsertRange(0, before.Warnings);
        return new DatasetSplit(poisoned.Load(before.Train.ClassNames, options, cancellation), before.Test, warnings)
        {
            Truth = new PoisonTruth(samples, covers, TrueLabels(poisoned.Labels, samples, before.Train, warnings)),
        };
    }

    // The toolbox tests on a part of the clean test set, which it keeps in the same form.
    private static string? TestSplit(string folder, ReadingOptions options) => options.Clean is { } named
        ? UserPath.Expand(named) is var place && ToolboxSplit.IsIn(place) ? place : null
        : Path.GetFullPath(Path.Combine(folder, "../../../clean_set", DatasetOf(folder), "test_split")) is var beside
            && ToolboxSplit.IsIn(beside) ? beside : null;

    private static string DatasetOf(string folder) => Path.GetFileName(Path.GetFullPath(Path.Combine(folder, "..")));

    private static IEnumerable<string> Beside(string folder) =>
        from place in (string[])["clean", $"../../../data/{DatasetOf(folder)}"]
        select Path.GetFullPath(Path.Combine(folder, place));

    // It keeps the order of the clean training set, whose labels are then the true ones.
    private static int[] TrueLabels(int[] given, int[] poisoned, IImageSource clean, List<string> warnings)
    {
        int[] labels = clean.Labels();
        HashSet<int> others = [.. poisoned];
        if (labels.Length == given.Length && labels.Index().All(l => l.Item == given[l.Index] || others.Contains(l.Index)))
            return labels;
        warnings.Add("The clean training set is another one, or in another order: true labels of poisoned samples are not known.");
        return given;
    }
}
