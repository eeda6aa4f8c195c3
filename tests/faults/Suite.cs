using System.Collections.Concurrent;
using System.Diagnostics;

using Dbd.Faults.Scenarios;

namespace Dbd.Faults;

/// <summary>All scenarios, two at a time: each run has one thread.</summary>
internal static class Suite
{
    private const int Workers = 2;

    /// <summary>Runs what is asked for.</summary>
    public static Verdict[] Run(Bench bench)
    {
        IScenario[] scenarios = [.. All(bench.Options).Where(s => s.Name.StartsWith(bench.Options.Only, StringComparison.Ordinal))];
        Verdict[] verdicts = [.. scenarios.Select(s => new Verdict(s.Name))];
        // One after the other as they stand, the longest first.
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, scenarios.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Workers },
            i => Run(scenarios[i], bench, verdicts[i]));
        return verdicts;
    }

    private static IEnumerable<IScenario> All(FaultOptions options) =>
    [
        .. Subjects.All.Select((subject, i) => new Kills(subject, Share(options.Kills, i), options.Seed * 100L + i)),
        .. Few.Select(s => new ShortFiles(s)),
        .. Environment.IsPrivilegedProcess ? Few.Select(s => new FullDisk(s)) : [],
        .. Few.Select(s => new ReadOnlyFolder(s)),
        .. Few.Select(s => new FolderGone(s)),
        .. Few.Select(s => new ChangedData(s)),
        .. Subjects.All.Select(s => new ClockSetBack(s)),
        new ShortMemory(Subjects.Supervise),
        .. Subjects.All.Select(s => new TwoProcesses(s)),
    ];

    private static Subject[] Few => [Subjects.Supervise, Subjects.Defend];

    private static int Share(int kills, int i) => kills * (i + 1) / Subjects.All.Count - kills * i / Subjects.All.Count;

    private static void Run(IScenario scenario, Bench bench, Verdict verdict)
    {
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            scenario.Run(bench, verdict);
        }
        catch (Exception e)
        {
            verdict.GoingOn.Add($"It cannot be tried: {e.Message}");
        }
        Console.WriteLine($"{(verdict.IsGood ? "good" : "NOT GOOD")}: {scenario.Name}, {clock.Elapsed.TotalSeconds:0} s");
    }
}
