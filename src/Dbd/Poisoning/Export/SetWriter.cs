using Dbd.Poisoning.Export.Forms;

namespace Dbd.Poisoning.Export;

/// <summary>Writes a training or a test set in one of the formats.</summary>
/// <param name="format">Which.</param>
/// <param name="progress">Is told how far writing is; may be null.</param>
/// <param name="cancellation">Stops between two pictures, or two files.</param>
internal sealed class SetWriter(ExportFormat format, IProgress<WorkProgress>? progress, CancellationToken cancellation)
{
    private readonly SetForm _form = format switch
    {
        ExportFormat.Cifar => new CifarForm(),
        ExportFormat.Idx => new IdxForm(),
        ExportFormat.BackdoorBench => new BackdoorBenchForm(),
        ExportFormat.Parquet => new ParquetForm(),
        ExportFormat.SavedDataset => new SavedDatasetForm(),
        ExportFormat.WebDataset => new WebDatasetForm(),
        ExportFormat.Npz => new NpzForm(),
        ExportFormat.CsvFolder => new CsvFolderForm(),
        _ => new FolderForm(),
    };

    /// <summary>Writes some samples into a folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="training">Whether they are a training set.</param>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Which samples.</param>
    /// <exception cref="DbdException">The format cannot hold them, or a file cannot be written.</exception>
    public void Write(string folder, bool training, StampedSource data, int[] samples)
    {
        cancellation.ThrowIfCancellationRequested();
        if (samples.Length == 0)
            throw new DbdException($"There is no picture to write into {Path.GetFileName(folder)}/.");
        Directory.CreateDirectory(folder);
        _form.Write(new SetToWrite(folder, training, data, samples, progress, cancellation));
    }

    /// <summary>What a sample is called by who reads the set again.</summary>
    /// <param name="training">Whether it is of a training set.</param>
    /// <param name="data">The data set.</param>
    /// <param name="samples">The samples that are written.</param>
    /// <param name="position">Which of them.</param>
    public string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        _form.NameOf(training, data, samples, position);
}
