using Dbd.Runs;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Reports;

/// <summary>Writes TensorBoard's event files: each reading is a scalar <c>group/reading</c> over the epochs, beside them the learning
/// rate and the seconds of an epoch.</summary>
/// <remarks>By TorchSharp's writer, which needs no Python. A run that goes on adds a file to the same folder; TensorBoard reads all of
/// them as one run.</remarks>
/// <param name="folder">Where the event files go; made when the run starts.</param>
internal sealed class TensorBoardReport(string folder) : IRunObserver
{
    private SummaryWriter? _writer;

    /// <inheritdoc/>
    /// <exception cref="DbdException">The folder or a file in it cannot be written; likewise in <see cref="OnEpoch"/>.</exception>
    public void OnStart(RunStart run) => Write(() => _writer = utils.tensorboard.SummaryWriter(folder));

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch) => Write(() =>
    {
        foreach (MetricGroup group in epoch.Groups)
        {
            // Where no sample is concerned there is no point to draw.
            foreach (Reading reading in group.Readings.Where(r => !double.IsNaN(r.Value)))
                Add($"{group.Name}/{reading.Name}", reading.Value, epoch.Epoch);
        }
        Add("run/learning_rate", epoch.LearningRate, epoch.Epoch);
        Add("run/seconds", epoch.Elapsed.TotalSeconds, epoch.Epoch);
    });

    private void Add(string tag, double value, int epoch) => _writer?.add_scalar(tag, (float)value, epoch);

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException(
                $"{folder} cannot be written: {e.Message} Free some space or allow writing there, or leave out --tensorboard.", e);
        }
    }
}
