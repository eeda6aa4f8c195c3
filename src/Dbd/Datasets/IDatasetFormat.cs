namespace Dbd.Datasets;

/// <summary>A form in which a data set lies on disk. Which one it is, is found by what lies in <c>dataset_dir</c>.</summary>
public interface IDatasetFormat
{
    /// <summary>Whether a folder holds files of this form.</summary>
    /// <param name="folder">The folder; <c>~</c> is the home folder.</param>
    bool IsIn(string folder);

    /// <summary>Loads the training set.</summary>
    /// <param name="folder">The folder; <c>~</c> is the home folder.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be: names it, and what was expected.</exception>
    IDataset LoadTrain(string folder);

    /// <summary>Loads the test set.</summary>
    /// <param name="folder">The folder; <c>~</c> is the home folder.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be: names it, and what was expected.</exception>
    IDataset LoadTest(string folder);
}
