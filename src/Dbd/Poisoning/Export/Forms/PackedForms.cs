using Dbd.Data.Formats.CsvFolders;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Data.Formats.Npz;
using Dbd.Data.Formats.WebDatasets;

namespace Dbd.Poisoning.Export.Forms;

/// <summary>A Parquet file with the pictures in it, as on the Hugging Face Hub.</summary>
internal sealed class ParquetForm : SetForm
{
    public override void Write(SetToWrite set) =>
        HubWriter.WriteParquet(Path.Combine(set.Folder, FileOf(set.Training)), set.Chosen, set.Progress, set.Cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) => $"{FileOf(training)}/{position}";

    private static string FileOf(bool training) => $"data/{Word(training)}-00000-of-00001.parquet";
}

/// <summary>As <c>save_to_disk</c> of Hugging Face's <c>datasets</c> writes.</summary>
internal sealed class SavedDatasetForm : SetForm
{
    public override void Write(SetToWrite set) =>
        SavedDatasetWriter.Write(set.Folder, set.Word, set.Chosen, set.Progress, set.Cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        $"{Word(training)}/{SavedDatasetWriter.DataFile}/{position}";
}

/// <summary>Tar files of pictures with labels beside them.</summary>
internal sealed class WebDatasetForm : SetForm
{
    public override void Write(SetToWrite set) =>
        WebDatasetWriter.Write(set.Folder, set.Word, set.Chosen, set.Progress, set.Cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        WebDatasetWriter.NameOf(Word(training), position);
}

/// <summary>One file of NumPy arrays with MedMNIST's names.</summary>
internal sealed class NpzForm : SetForm
{
    public override void Write(SetToWrite set) =>
        NpzWriter.Write(set.Folder, set.Word, set.Chosen, set.Cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) => $"{Word(training)}_images/{position}";
}

/// <summary>A table of names and labels beside a folder of pictures.</summary>
internal sealed class CsvFolderForm : SetForm
{
    public override void Write(SetToWrite set) =>
        CsvFolderWriter.Write(set.Folder, set.Word, set.Chosen, set.Progress, set.Cancellation);

    public override string NameOf(bool training, StampedSource data, int[] samples, int position) =>
        CsvFolderWriter.FileOf(Word(training), position);
}
