namespace Dbd.Data;

/// <summary>A form in which a data set lies on disk. Which one it is, is found by what lies at <c>dataset_dir</c>.</summary>
public interface IDatasetFormat
{
    /// <summary>Whether data of this form are there.</summary>
    /// <param name="path">A folder, or a file that lists pictures; <c>~</c> is the home folder.</param>
    bool IsIn(string path);

    /// <summary>Which of <c>dataset_labels</c>, <c>dataset_clean</c>, <c>dataset_target</c> and <c>dataset_all_to_all</c> it heeds;
    /// asking for another is an error.</summary>
    IReadOnlyList<string> Heeds => [];

    /// <summary>Reads the training and the test set; where there is no test set, a part of the training set is held out.</summary>
    /// <param name="path">A folder, or a file that lists pictures; <c>~</c> is the home folder.</param>
    /// <param name="options">Size of the pictures, and what is held out.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be: names it, and what was expected.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation);
}
