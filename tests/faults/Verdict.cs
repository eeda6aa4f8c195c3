namespace Dbd.Faults;

/// <summary>What a scenario has shown.</summary>
/// <param name="scenario">Its name.</param>
internal sealed class Verdict(string scenario)
{
    /// <summary>A run that takes longer hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Scenario => scenario;

    public int Faults { get; set; }

    /// <summary>How many of them while a file was being written.</summary>
    public int WithinWrites { get; set; }

    /// <summary>What the program was at, and how often.</summary>
    public SortedDictionary<string, int> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>Whatever kept the program from telling what is wrong or from going on.</summary>
    public List<string> GoingOn { get; } = [];

    /// <summary>Where an end differs from that of an uninterrupted run.</summary>
    public List<string> End { get; } = [];

    /// <summary>Files that were not whole at some moment.</summary>
    public List<string> Files { get; } = [];

    public bool IsGood => GoingOn.Count + End.Count + Files.Count == 0;

    /// <summary>Looks at the files as they are now.</summary>
    public void Look(string folder) => Files.AddRange(WholeFiles.Broken(folder));

    /// <summary>Gives the command again, to its end, and compares that.</summary>
    /// <param name="bench">Knows how it has to end.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="keep">Whether the folder stays.</param>
    /// <param name="through">A program that starts it, with arguments.</param>
    public void Finish(Bench bench, Subject subject, string folder, bool keep = false, params IEnumerable<string> through)
    {
        using ProgramRun run = ProgramRun.Start(folder, subject.Command, through: through);
        if (!run.Ends(Patience))
            GoingOn.Add($"{subject.Name} in {folder} hangs.");
        else if (run.Code != 0)
            GoingOn.Add($"{subject.Name} in {folder} ends with {run.Code}: {run.Error.Trim()}");
        else
            End.AddRange(RunContent.Of(folder).DifferencesFrom(bench.Of(subject).Content).Select(d => $"{subject.Name} in {folder}: {d}"));
        Look(folder);
        if (!keep)
            bench.Done(folder, IsGood);
    }

    /// <summary>A run ends by itself and says why.</summary>
    /// <param name="run">The run.</param>
    /// <param name="says">One of these has to be in what it says.</param>
    public void Refuses(ProgramRun run, params string[] says)
    {
        Faults++;
        if (!run.Ends(Patience))
            GoingOn.Add("It hangs.");
        else if (run.Code is not (1 or 2))
            GoingOn.Add($"It ends with {run.Code}, not with 1 or 2: {run.Error.Trim()}");
        else if (!run.Error.StartsWith("dbd: ", StringComparison.Ordinal)
            || run.Error.Contains("a fault of this program", StringComparison.Ordinal)
            || !says.Any(s => run.Error.Contains(s, StringComparison.Ordinal)))
            GoingOn.Add($"It does not say '{string.Join("' or '", says)}': {run.Error.Trim()}");
    }
}
