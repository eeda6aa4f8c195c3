namespace Dbd.Faults.Scenarios;

/// <summary>No file may grow beyond a limit (<c>ulimit -f</c>, not for root only): a write ends in its middle, as on a full disk.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ShortFiles(Subject subject) : IScenario
{
    private const int BlockSize = 512;

    // .NET's own way of writing code to memory is a file to the system, and would be limited too.
    private const string Before = "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f";

    public string Name => $"disk full (ulimit -f): {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        long largest = Folders.Files(Path.Combine(bench.Of(subject).Folder, "run")).Max(f => new FileInfo(f).Length);
        foreach (long bytes in (long[])[BlockSize, largest / 8, largest - BlockSize])
        {
            using ProgramRun run = ProgramRun.Start(folder, subject.Command, before: $"{Before} {bytes / BlockSize}");
            verdict.Refuses(run, "Free some space");
            verdict.Look(folder);
        }
        verdict.Finish(bench, subject, folder);
    }
}
