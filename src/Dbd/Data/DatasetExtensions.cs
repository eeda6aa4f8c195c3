namespace Dbd.Data;

/// <summary>What follows from any data set.</summary>
public static class DatasetExtensions
{
    /// <summary>The labels of all samples.</summary>
    /// <param name="data">The data set.</param>
    /// <returns>[samples], in the order of the data set.</returns>
    public static int[] Labels(this IDataset data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];
}
