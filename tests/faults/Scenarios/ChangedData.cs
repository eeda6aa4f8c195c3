namespace Dbd.Faults.Scenarios;

/// <summary>Data are deleted in the middle of a run, then a pixel is another one: both are told, and with the old data it goes
/// on.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ChangedData(Subject subject) : IScenario
{
    public string Name => $"data changed: {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        string data = Path.Combine(folder, "data");
        using (ProgramRun run = ProgramRun.Start(folder, subject.Command))
        {
            run.Says(Subject.Middle);
            run.Kill();
        }
        Directory.Move(data, data + "-away");
        using (ProgramRun run = ProgramRun.Start(folder, subject.Command))
            verdict.Refuses(run, "data");

        Folders.Copy(data + "-away", data);
        ChangePixel(Path.Combine(data, "data_batch_1.bin"));
        using (ProgramRun run = ProgramRun.Start(folder, subject.Command))
            verdict.Refuses(run, "data are others", "trained on other data");
        verdict.Look(folder);

        Directory.Delete(data, recursive: true);
        Directory.Move(data + "-away", data);
        verdict.Finish(bench, subject, folder);
    }

    private static void ChangePixel(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[100] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
