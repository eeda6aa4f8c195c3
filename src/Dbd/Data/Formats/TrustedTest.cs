using Dbd.Configuration;

namespace Dbd.Data.Formats;

/// <summary>Gives data another test set: one that a person trusts.</summary>
internal static class TrustedTest
{
    /// <summary>Reads data whose test set lies elsewhere.</summary>
    /// <param name="path">Where that is.</param>
    /// <param name="options">How the data are read.</param>
    /// <param name="read">Reads the data at a path.</param>
    /// <param name="data">Where the data are.</param>
    /// <exception cref="ConfigException">The test set has other classes, or pictures of another size.</exception>
    /// <exception cref="DbdException">Data are damaged.</exception>
    public static DatasetSplit Read(
        string path, ReadingOptions options, Func<string, ReadingOptions, DatasetSplit> read, string data)
    {
        ReadingOptions whole = options with { Test = null, HoldsOut = false };
        DatasetSplit trained = read(data, whole);
        DatasetSplit trusted = read(path, whole with { Clean = null, Target = null, AllToAll = false, OwnSide = options.OwnTestSide });
        List<string> warnings = [.. trained.Warnings, .. trusted.Warnings.Select(w => $"Of the test set: {w}")];
        if (trained.Test.Count > 0)
            warnings.Add($"The {trained.Test.Count:N0} test pictures of {data} are left alone: those of {path} take their place.");
        IImageSource test = trusted.Test.Count > 0 ? trusted.Test : trusted.Train;
        if (test.Shape != trained.Train.Shape)
            throw new ConfigException(
                ReadingOptions.TestKey, $"Its pictures are {test.Shape}, those of the data {trained.Train.Shape}.",
                "Use pictures of the same size.");
        return trained with { Test = Matched(test, trained.Train.ClassNames, path), Warnings = warnings };
    }

    // Classes go by their names: a test set may lack some, and so have other numbers.
    private static Relabelled Matched(IImageSource test, IReadOnlyList<string> classNames, string path)
    {
        Dictionary<string, int> labels = classNames.Index().DistinctBy(c => c.Item).ToDictionary(c => c.Item, c => c.Index);
        return test.ClassNames.FirstOrDefault(name => !labels.ContainsKey(name)) is { } unknown
            ? throw new ConfigException(
                ReadingOptions.TestKey, $"{path} has a class '{unknown}', and the data have not; theirs are: {Few.Of(classNames)}.",
                "Give its classes the names that they have in the data.")
            : new Relabelled(test, [.. test.Labels().Select(label => labels[test.ClassNames[label]])], classNames);
    }
}
