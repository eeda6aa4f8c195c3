using System.Collections.Concurrent;
using System.Diagnostics;

namespace Dbd.Faults;

/// <summary>The folders of all runs, and how each subject ends that nothing happens to.</summary>
internal sealed class Bench : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dbd-faults-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<Reference>> _references = [];
    private int _folders;

    public Bench(FaultOptions options)
    {
        Options = options;
        Inputs.Write(_root);
    }

    public FaultOptions Options { get; }

    /// <summary>The end of an uninterrupted run.</summary>
    public Reference Of(Subject subject) => _references.GetOrAdd(subject.Name, _ => new Lazy<Reference>(() => Run(subject))).Value;

    /// <summary>A folder to run a subject in, with data and whatever it needs.</summary>
    public string NewFolder(Subject subject)
    {
        string folder = Path.Combine(_root, $"{subject.Name.Replace(' ', '-')}-{Interlocked.Increment(ref _folders)}");
        Folders.Copy(Path.Combine(_root, "data"), Path.Combine(folder, "data"));
        foreach (Subject needed in subject.Needs)
            Folders.Copy(Path.Combine(Of(needed).Folder, "run"), Path.Combine(folder, "run"));
        return folder;
    }

    /// <summary>Whether the folder of a run stays, which is told then.</summary>
    public void Done(string folder, bool isGood)
    {
        if (isGood && !Options.Keep)
            Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        IEnumerable<string> known = _references.Values.Where(r => r.IsValueCreated).Select(r => r.Value.Folder);
        if (Options.Keep || Directory.GetDirectories(_root, "*-*").Except(known, StringComparer.Ordinal).Any())
            Console.WriteLine($"The folders of the runs: {_root}");
        else
            Directory.Delete(_root, recursive: true);
    }

    private Reference Run(Subject subject)
    {
        string folder = NewFolder(subject);
        Stopwatch clock = Stopwatch.StartNew();
        using ProgramRun run = ProgramRun.Start(folder, subject.Command);
        run.Says("\n");
        TimeSpan start = clock.Elapsed;
        if (!run.Ends(Verdict.Patience) || run.Code != 0)
            throw new InvalidOperationException($"{subject.Name} does not end well even where nothing happens to it: {run.Error}");
        TimeSpan took = clock.Elapsed;
        Console.WriteLine($"{subject.Name} takes {took.TotalSeconds:0.0} s, {start.TotalSeconds:0.0} s of them until it says something.");
        // A table whose helper takes the first run says nothing for long.
        return new Reference(folder, RunContent.Of(folder), start < took / 3 ? start : took / 3, took);
    }
}

/// <summary>An uninterrupted run.</summary>
/// <param name="Folder">Where it was.</param>
/// <param name="Content">What it left.</param>
/// <param name="Start">How long until it said something.</param>
/// <param name="Took">How long it took, with slow writes.</param>
internal sealed record Reference(string Folder, RunContent Content, TimeSpan Start, TimeSpan Took);
