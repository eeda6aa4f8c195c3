using System.Globalization;

namespace Dbd.Faults.Scenarios;

/// <summary>A file system of its own is full, four times before the end of a run, and gets more room each time. Needs root.</summary>
/// <param name="subject">The subject.</param>
internal sealed class FullDisk(Subject subject) : IScenario
{
    private static readonly double[] s_shares = [0.1, 0.35, 0.6, 0.85];

    public string Name => $"disk full (a small tmpfs): {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        long bytes = Folders.Files(Path.Combine(bench.Of(subject).Folder, "run")).Sum(f => new FileInfo(f).Length);
        string folder = bench.NewFolder(subject);
        string disk = Path.Combine(folder, "run");
        string kept = Path.Combine(folder, "needed");
        Directory.CreateDirectory(disk);
        Folders.Copy(disk, kept);
        Mount("-t", "tmpfs", "-o", Size(s_shares[0] * bytes), "tmpfs", disk);
        try
        {
            Folders.Copy(kept, disk);
            foreach (double share in s_shares)
            {
                Mount("-o", $"remount,{Size(share * bytes)}", disk);
                using ProgramRun run = ProgramRun.Start(folder, subject.Command);
                verdict.Refuses(run, "Free some space");
                verdict.Look(folder);
            }
            Mount("-o", "remount,size=256m", disk);
            verdict.Finish(bench, subject, folder, keep: true);
        }
        finally
        {
            Tools.Run("umount", disk);
        }
        bench.Done(folder, verdict.IsGood);
    }

    private static string Size(double bytes) => string.Create(CultureInfo.InvariantCulture, $"size={bytes / 1024:0}k");

    private static void Mount(params string[] arguments) => Tools.Run("mount", arguments);
}
