namespace Dbd.Datasets;

#pragma warning disable CS1591, MA0025, IDE0060, CA1801 // Replaced at the merge.
public static class Cifar10Download
{
    /// <returns>The folder for a configuration's <c>dataset_dir</c>.</returns>
    public static string Run(string folder, bool binary, Uri? mirror, Action<long, long?> progress, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
