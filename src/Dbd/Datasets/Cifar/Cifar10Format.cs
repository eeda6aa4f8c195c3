namespace Dbd.Datasets.Cifar;

/// <summary>CIFAR-10 in the python or the binary layout, as a data set that a configuration's folder may hold.</summary>
public sealed class Cifar10Format : IDatasetFormat
{
    /// <inheritdoc/>
    public bool IsIn(string folder) => CifarLayout.TryFind(folder) is not null;

    /// <inheritdoc/>
    public IDataset LoadTrain(string folder) => Cifar10.LoadTrain(folder);

    /// <inheritdoc/>
    public IDataset LoadTest(string folder) => Cifar10.LoadTest(folder);
}
