namespace Dbd.Data.Formats.Cifar;

/// <summary>CIFAR-10 in the python or the binary layout, as a data set that a configuration's folder may hold.</summary>
internal sealed class Cifar10Format : IDatasetFormat, IInspectedFormat
{
    /// <inheritdoc/>
    public bool IsIn(string path) => CifarLayout.TryFind(CifarRelease.Cifar10, path) is not null;

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation) => CifarReader.Inspect(CifarRelease.Cifar10, path);

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        CifarReader.Load(CifarRelease.Cifar10, path, options, cancellation);
}
