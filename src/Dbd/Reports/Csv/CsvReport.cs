using Dbd.Runs;

namespace Dbd.Reports.Csv;

/// <summary>Keeps one CSV file a group in the run's log folder: a header, then a line per epoch, so that the k-th line of
/// numbers is epoch k, as its last column says. Where a group changes its columns within a run, a new header stands before the
/// change.</summary>
/// <remarks>A line is written in one piece. After a resume, what lies beyond the checkpoint's epoch is cut off before the
/// first line is added: it comes from an epoch whose checkpoint was never completed. Only files of groups that the run
/// reports are touched.</remarks>
/// <param name="folder">The run's log folder.</param>
internal sealed class CsvReport(string folder) : IRunKeeper
{
    private readonly Dictionary<string, CsvHistory> _files = [];
    private int _epochsBefore;

    /// <inheritdoc/>
    public void OnStart(RunStart run)
    {
        _files.Clear();
        _epochsBefore = run.FirstEpoch - 1;
    }

    /// <inheritdoc/>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public void OnEpoch(EpochReport epoch)
    {
        foreach (MetricGroup group in epoch.Groups)
        {
            if (!_files.TryGetValue(group.Name, out CsvHistory? file))
                _files[group.Name] = file = CsvHistory.Open(Path.Combine(folder, $"{group.Name}.csv"), _epochsBefore);
            file.Append(epoch.Epoch, group);
        }
    }
}
