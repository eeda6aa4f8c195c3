using Dbd.Poisoning;
using Dbd.Reports.Csv;
using Dbd.Reports.Log;
using Dbd.Runs;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Reports;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>A stage's setup together with the run's folders: its observers, and where to go on.</summary>
/// <typeparam name="TOptions">The stage's options.</typeparam>
internal sealed class StageRun<TOptions> : StageSetup<TOptions>
    where TOptions : StageOptions
{
    private readonly string _stage;
    private readonly RunObservers _observers;

    private StageRun(
        string stage, StageRequest request, StageConfig<TOptions> config, RunLock mine,
        IReadOnlyList<IRunObserver> observers, List<string> notes, CancellationToken cancellation)
        : base(request, config, notes.Add, cancellation)
    {
        Own(mine);
        (_stage, Cancellation) = (stage, cancellation);
        PrepareFolders(notes);
        _observers = new(
        [
            new LogFile(Directory.Log, TimeProvider.System), new CsvReport(Directory.Log), .. observers,
            .. request.TensorBoard ? (IRunObserver[])[new TensorBoardReport(Path.Combine(Directory.Log, "tensorboard"))] : [],
        ]);
        notes.ForEach(Note);
        Note(Options.Backdoor is { } backdoor
            ? $"{Data.Index.Poisoned} of {Data.Index.Count} training samples are poisoned ({backdoor.Attack.Name}, target {backdoor.TargetLabel}, index {Data.Index.Hash})."
            : $"{Data.Index.Count} training samples as they are: no attack is known, and no ASR is measured.");
    }

    public CancellationToken Cancellation { get; }

    /// <summary>Takes a run's folders and sets it up. Whatever is wrong with configuration, data or folders shows here, before any
    /// training.</summary>
    public static StageRun<TOptions> Open(
        string stage, StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        StageConfig<TOptions> config = StageConfig<TOptions>.Load(request);
        List<string> notes = [];
        RunLock mine = RunLock.Take(config.DirectoryOf(request), notes.Add, TimeProvider.System);
        try
        {
            return new StageRun<TOptions>(stage, request, config, mine, observers, notes, cancellation);
        }
        catch
        {
            mine.Dispose();
            throw;
        }
    }

    /// <summary>Everything that trains, restored from the run's checkpoint if there is one to go on from.</summary>
    /// <param name="network">What learns.</param>
    /// <param name="epochs">The last epoch.</param>
    /// <param name="kept">Whether an epoch's checkpoint is kept; null keeps none but the latest and the best.</param>
    /// <param name="average">Follows the network's weights; null where only they count.</param>
    /// <param name="phases">The parts of the run, and the work of their epochs.</param>
    public RunSession Session(
        nn.Module network, int epochs, Func<int, bool>? kept = null, WeightAverage? average = null, params IReadOnlyList<RunPhase> phases)
    {
        OptimizerOptions optimizerOptions = Options.Optimizer.Create();
        ScheduleOptions? schedule = Options.LrScheduler?.Create();
        Optimizer optimizer = Own(optimizerOptions.Create([.. ParameterGroup.Of(network).Select(Own)]));

        TrainingState state = new(network, optimizer, optimizerOptions.Lr, schedule, Data.Index.Hash, average?.Network)
        {
            Description = Describe().ToYaml(),
            DataHash = DataFingerprint.Of(Data.Train.Clean, Data.CleanTest.Clean),
        };
        CheckpointStore store = new(Directory.Checkpoints);
        Checkpoint from = Resume(store, state);
        LearningRate rate = schedule?.Create(optimizerOptions.Lr) ?? (_ => optimizerOptions.Lr);
        TrainLoop loop = new(network, optimizer, rate, Device, Cancellation, average);
        CheckpointObserver checkpoints = new(store, state, from, kept ?? (_ => false));
        // The checkpoint last: what lies beyond it is done again.
        RunObservers all = _observers.And(Recorder(state.DataHash)).And(checkpoints);
        return new RunSession(_stage, loop, all, from.Epoch, epochs) { Phases = phases };
    }

    public void Note(string note) => _observers.OnNote(note);

    private RunRecorder Recorder(string dataHash)
    {
        EarlierEpochs earlier = new(Directory, GoOnFrom, Note);
        return new RunRecorder(Directory.RecordFile, StageRecord.Of(_stage, this, dataHash), earlier.Record(), earlier.Last, TimeProvider.System);
    }

    private void PrepareFolders(List<string> notes)
    {
        if (Request.Resume == StageRequest.FromScratch)
            notes.AddRange(Directory.MoveAside(TimeProvider.System).Select(m => m.ToString()));
        Directory.Create();
        if (File.Exists(Directory.PoisonIndex))
            CheckSameSamples(PoisonIndex.Load(Directory.PoisonIndex, Data.Index.Count));
        Data.Index.Save(Directory.PoisonIndex);
    }

    private void CheckSameSamples(PoisonIndex saved)
    {
        if (saved.Hash != Data.Index.Hash)
        {
            throw new DbdException(
                $"{Directory.PoisonIndex} names other poisoned samples (index {saved.Hash}) than this configuration draws ({Data.Index.Hash}). "
                + "Seed, poison ratio, target label and data must stay those of the run; --resume False moves the run aside and starts anew.");
        }
    }

    private string GoOnFrom => Request.Resume.Length > 0 ? Request.Resume : CheckpointStore.Latest;

    private Checkpoint Resume(CheckpointStore store, TrainingState state)
    {
        string name = GoOnFrom;
        if (Request.Resume == StageRequest.FromScratch || (Request.Resume.Length == 0 && !store.Has(name)))
            return Checkpoint.None;
        Checkpoint from = state.Restore(store.Read(name), store.PathOf(name));
        Note($"{store.PathOf(name)} is of epoch {from.Epoch}.");
        if (_stage == StageName.Supervise && from.PoisonHash is null && Data.Index.Poisoned > 0)
            Note("It does not tell which samples were poisoned. The reference's supervise trained on a second draw that it did not save: then others are poisoned from here on.");
        return from;
    }
}
