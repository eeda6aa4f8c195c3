namespace Dbd.Data.Formats.Cifar;

/// <summary>CIFAR-100 in the python or the binary layout, by its 100 fine labels or, if asked for, the 20
/// coarse ones; their names come from the files beside it.</summary>
/// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009;
/// https://www.cs.toronto.edu/~kriz/cifar.html.</remarks>
internal sealed class Cifar100Format : IDatasetFormat, IInspectedFormat
{
    /// <inheritdoc/>
    public bool IsIn(string path) => CifarLayout.TryFind(CifarRelease.Cifar100, path) is not null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Heeds => [ReadingOptions.LabelsKey];

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation) => CifarReader.Inspect(CifarRelease.Cifar100, path);

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) => CifarReader.Load(
        options.Labels == LabelKind.Coarse ? CifarRelease.Cifar100Coarse : CifarRelease.Cifar100, path, options, cancellation);
}
