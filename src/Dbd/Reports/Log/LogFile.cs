using Dbd.Runs;
using Dbd.Serialization;

namespace Dbd.Reports.Log;

/// <summary>Keeps <c>log/STAGE.log</c>: dated lines, and a Markdown table of the readings a few times an epoch and at its
/// end. A run that goes on goes on in the same file.</summary>
/// <param name="folder">The run's log folder.</param>
/// <param name="time">Gives the local time.</param>
internal sealed class LogFile(string folder, TimeProvider time) : IRunKeeper
{
    private const int TablesPerEpoch = 4;

    private readonly List<string> _early = [];
    private readonly long _begin = time.GetTimestamp();
    private string? _path;
    private int _tables;

    /// <inheritdoc/>
    /// <exception cref="DbdException">The file cannot be written; likewise in the other calls.</exception>
    public void OnStart(RunStart run)
    {
        _path = Path.Combine(folder, $"{run.Stage}.log");
        string how = Format.Finished(run)
            ?? (run.FirstEpoch > 1 ? $"resumed at epoch {run.FirstEpoch} of {run.Epochs}" : $"started, {run.Epochs} epochs");
        Write(AfterTornLine() + Stamp($"{run.Stage}: {how}") + string.Concat(_early));
    }

    /// <inheritdoc/>
    public void OnNote(string note)
    {
        if (_path is null)
            _early.Add(Stamp(note));
        else
            Write(Stamp(note));
    }

    /// <inheritdoc/>
    public void OnStep(StepReport step)
    {
        int due = step.Steps == 0 ? 0 : (int)((long)TablesPerEpoch * step.Step / step.Steps);
        // The whole epoch's table comes with its tests, in OnEpoch.
        if (due <= _tables || due >= TablesPerEpoch)
            return;
        _tables = due;
        WriteTables(
            $"epoch {step.Epoch}/{step.Epochs}, step {step.Step}/{step.Steps}, {Format.Duration(step.Elapsed)}, {Format.Rate(step)}",
            [step.SoFar]);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        _tables = 0;
        WriteTables(
            $"epoch {epoch.Epoch}/{epoch.Epochs} complete, learning rate {epoch.LearningRate:G4}, "
            + $"{Format.Duration(epoch.Elapsed)}, {Format.Duration(time.GetElapsedTime(_begin))} since the start",
            epoch.Groups);
    }

    private string Stamp(string line) => $"{time.GetLocalNow():yyyy-MM-dd HH:mm:ss} {Printable.Line(line)}\n";

    // Markdown wants an empty line around a table.
    private void WriteTables(string line, IReadOnlyList<MetricGroup> groups) =>
        Write($"{Stamp(line)}\n{MarkdownTable.Render(groups)}\n");

    private void Write(string text) => WriteGuard.Append(_path!, text);

    private string AfterTornLine()
    {
        if (!File.Exists(_path))
            return "";
        using FileStream file = File.OpenRead(_path);
        if (file.Length == 0)
            return "";
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n' ? "" : "\n";
    }
}
