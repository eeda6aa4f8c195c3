using Dbd.Data;
using Dbd.Suspicion;

namespace Dbd.Poisoning.Export;

/// <summary>Writes a data set without what a list of suspects leaves out, for any trainer: what is relabelled lies under its new label. The
/// test set is written as it is; nobody has judged it.</summary>
public sealed record CleanedExport
{
    /// <summary>The data: a folder, or a file that lists pictures.</summary>
    public required string Data { get; init; }

    /// <summary>The list, <c>suspects.csv</c>; its column <c>action</c> says what is done.</summary>
    public required string Suspects { get; init; }

    /// <summary>The folder that everything is written to; it must not exist.</summary>
    public required string Out { get; init; }

    /// <summary>The form of the written set. Pictures that have files of their own are copied unchanged into a
    /// <see cref="ExportFormat.Folder"/>.</summary>
    public ExportFormat Format { get; init; } = ExportFormat.Folder;

    /// <summary>Is told how far writing is; null where nobody looks.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Refuses a folder that is there already, cannot be made or lies within the data, and a list that is not there: before the
    /// data are read.</summary>
    /// <exception cref="DbdException">It is so.</exception>
    public void Check()
    {
        NewFolder.CheckFree(Out);
        NewFolder.CheckApart(Out, Data);
        SuspectList.CheckThere("--suspects", Suspects);
    }

    /// <summary>Reads the list, and writes what is kept.</summary>
    /// <param name="data">The data, read as they were when the list was made: else the numbers in it mean other samples.</param>
    /// <param name="cancellation">Stops between two pictures; nothing is left then.</param>
    /// <returns>How many training samples were written, and how many of these under another label, and how many were left out.</returns>
    /// <exception cref="DbdException">The folder is there, data or list are damaged, or the list is of other data.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (int Kept, int Relabelled, int LeftOut) Write(DatasetSplit data, CancellationToken cancellation)
    {
        Check();
        IReadOnlyList<Suspect> judged = SuspectList.Read(
            UserPath.Expand(Suspects), data.Train.ClassNames, data.Train.Labels(), data.Train.Name);
        TrainingLabels labels = new(judged, DoubtedUse.Keep, LeftOutUse.Drop);
        if (labels.Sure.Length == 0)
            throw new DbdException($"{Suspects} leaves out all samples: there is nothing to write.");
        NewFolder.Write(Out, folder =>
        {
            Write(folder, training: true, new Relabelled(data.Train, labels.Own), labels.Sure, cancellation);
            if (data.Test.Count > 0)
                Write(folder, training: false, data.Test, [.. Enumerable.Range(0, data.Test.Count)], cancellation);
        });
        int relabelled = labels.Sure.Count(i => !labels.IsAsItCame(i, labels.Own[i]));
        return (labels.Sure.Length, relabelled, data.Train.Count - labels.Sure.Length);
    }

    private void Write(string folder, bool training, IImageSource data, int[] samples, CancellationToken cancellation)
    {
        if (Format == ExportFormat.Folder && OriginalFiles.Of(Data, data) is { } files)
            files.Copy(Path.Combine(folder, training ? "train" : "test"), data, samples, Progress, cancellation);
        else
            new SetWriter(Format, Progress, cancellation).Write(folder, training, StampedSource.AsItIs(data), samples);
    }
}
