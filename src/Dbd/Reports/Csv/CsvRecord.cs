using Dbd.Runs;

namespace Dbd.Reports.Csv;

/// <summary>The records of runs: the file, or, of a run of before there was one, what its CSV files tell.</summary>
internal static class CsvRecord
{
    private static readonly string[] s_groups =
    [
        GroupName.PoisonTrain, GroupName.SelfTrain, GroupName.Credible, GroupName.CleanTest, GroupName.PoisonTest, GroupName.RobustTest,
    ];

    /// <summary>What is recorded in a run's log folder; empty where nothing is.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DbdException">The record or a CSV file is damaged.</exception>
    public static RunRecord In(string folder)
    {
        string file = Path.Combine(folder, RunRecord.FileName);
        return File.Exists(file) ? RunRecord.At(file) : Of(folder);
    }

    /// <summary>Whether there are CSV files of a run in a folder.</summary>
    public static bool AreIn(string folder) => s_groups.Any(group => File.Exists(Path.Combine(folder, $"{group}.csv")));

    private static RunRecord Of(string folder)
    {
        IReadOnlyList<MetricGroup>[] files = [.. s_groups.Select(group => CsvReadings.Of(folder, group))];
        string[] logs = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.log") : [];
        return new RunRecord
        {
            Stage = logs is [var log] ? Path.GetFileNameWithoutExtension(log) : null,
            Done = [.. Enumerable.Range(0, files.Max(f => f.Count)).Select(epoch => EpochRecord.Of(0, GroupsOf(files, epoch)))],
        };
    }

    // A line of unknown numbers stands for an epoch that had no such group.
    private static IEnumerable<MetricGroup> GroupsOf(IReadOnlyList<MetricGroup>[] files, int epoch) => files
        .Where(f => epoch < f.Count)
        .Select(f => f[epoch])
        .Where(group => !group.Readings.All(r => double.IsNaN(r.Value)));
}
