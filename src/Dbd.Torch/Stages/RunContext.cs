using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Reports.Csv;
using Dbd.Reports.Log;
using Dbd.Runs;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Reports;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>A run as its stage sees it: data, device and folders, makers of networks and loaders, and a training session.</summary>
public sealed class RunContext : StageSetup
{
    private const string StartAnew = "--resume False moves the run aside and starts anew.";

    private readonly RunLock? _mine;
    private readonly RunObservers _observers;

    private RunContext(
        StageFile file, BackdoorData data, Compute compute, RunLock? mine, RunObservers observers, CancellationToken cancellation)
        : base(file, data, compute, cancellation) => (_mine, _observers) = (mine, observers);

    /// <summary>Whether this process writes what the run leaves: of several that train together, the first one.</summary>
    public bool Writes => Compute.Group.Rank == 0;

    /// <summary>Takes a run's folders and makes everything ready. Whatever is wrong with data or folders shows here, before any
    /// training.</summary>
    internal static RunContext Open(StageFile file, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        file.Check();
        List<string> notes = [];
        bool writes = file.Request.Group.Rank == 0;
        RunLock? mine = writes ? RunLock.Take(file.Folder, notes.Add, file.Request.Time) : null;
        try
        {
            BackdoorData data = StageData.Load(file, notes.Add, progress: null, cancellation);
            file.Stage.CheckData(data);
            Compute compute = ComputeOf(file, notes.Add);
            Agreement.Check(compute.Group, FactsOf(file, data));
            if (writes)
                PrepareFolders(file, data, notes);
            // The others read what is there only when the first has moved aside what shall not be.
            Agreement.Wait(compute.Group);
            notes.Add(Described(file, data));
            RunObservers told = new(writes ? [.. KeepersOf(file), .. observers] : []);
            RunContext run = new(file, data, compute, mine, told, cancellation);
            notes.ForEach(run.Note);
            return run;
        }
        catch
        {
            mine?.Dispose();
            throw;
        }
    }

    /// <summary>Tells a sentence.</summary>
    /// <param name="note">The sentence.</param>
    public void Note(string note) => _observers.OnNote(note);

    /// <summary>What a network is ranked and tested by: the moving average of its weights, begun with what they are now, or, where there
    /// is none, the network itself.</summary>
    /// <param name="network">What learns.</param>
    /// <param name="decay">The share of the average that is kept at each step; null is no average.</param>
    internal (WeightAverage? Average, Classifier Judge) Averaged(Classifier network, double? decay)
    {
        if (decay is not { } kept)
            return (null, network);
        Classifier judge = BuildClassifier();
        WeightAverage average = new(network, judge, kept);
        average.Restart();
        return (average, judge);
    }

    /// <summary>Everything that trains, restored from the run's checkpoint if there is one to go on from.</summary>
    /// <param name="network">What learns.</param>
    /// <param name="kept">Whether an epoch's checkpoint is kept; null keeps none but the latest and the best.</param>
    /// <param name="average">Follows the network's weights; null where only they count.</param>
    public RunSession Session(nn.Module network, Func<int, bool>? kept = null, WeightAverage? average = null)
    {
        OptimizerOptions optimizerOptions = Options.Optimizer.Create();
        ScheduleOptions? schedule = Options.LrScheduler?.Create();
        Optimizer optimizer = Own(optimizerOptions.Create([.. ParameterGroup.Of(network).Select(Own)]));

        TrainingState state = new(network, optimizer, optimizerOptions.Lr, schedule, Data.Index.Hash, average?.Network)
        {
            Description = Describe().ToYaml(),
            DataHash = DataFingerprint.Of(Data.Train.Clean, Data.CleanTest.Clean),
        };
        CheckpointStore store = new(Folder.Checkpoints);
        Checkpoint from = Resume(store, state);
        LearningRate rate = schedule?.Create(optimizerOptions.Lr) ?? (_ => optimizerOptions.Lr);
        TrainLoop loop = new(network, optimizer, rate, Compute, File.Request.Time, Cancellation, average, epoch => Begin(epoch, network));
        // The checkpoint last: what lies beyond it is done again.
        RunObservers all = !Writes
            ? _observers
            : _observers.And(Recorder(state.DataHash)).And(new CheckpointObserver(store, state, from, kept ?? (_ => false)));
        return new RunSession(File.Name, loop, all, from.Epoch, Stage.Epochs, File.Request.Time)
        {
            Phases = Stage.Phases(StageWork.In(Data)),
        };
    }

    /// <summary>Trains a network for an epoch to see what that makes of it: the run itself learns nothing.</summary>
    /// <typeparam name="TBatch">The batch that the objective takes.</typeparam>
    /// <param name="epoch">The epoch, from 1, that it is done in.</param>
    /// <param name="network">What learns, by the stage's optimizer begun anew.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="objective">What to minimise.</param>
    /// <param name="batches">On what.</param>
    internal void TryOut<TBatch>(
        int epoch, nn.Module network, double rate, IObjective<TBatch> objective, BatchStream<TBatch> batches)
        where TBatch : IBatch
    {
        IReadOnlyList<ParameterGroup> groups = ParameterGroup.Of(network);
        using Optimizer optimizer = Options.Optimizer.Create().Create(groups);
        new TrainLoop(network, optimizer, _ => rate, Compute, File.Request.Time, Cancellation, begin: e => Begin(e, network))
            .Epoch(epoch, objective, batches, _ => { });
        foreach (ParameterGroup group in groups)
            group.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _mine?.Dispose();
    }

    private void Begin(int epoch, nn.Module network)
    {
        SeedEpoch(epoch);
        Agreement.OnWeights(Compute.Group, network);
    }

    // What decides what a run gives, and may differ where each process has files of its own.
    private static IReadOnlyList<(string What, string Is)> FactsOf(StageFile file, BackdoorData data) => file.Request.Group.Size == 1
        ? []
        :
        [
            ("program files", ProgramVersion.WithCommit(typeof(RunContext))),
            ("configuration values", ConfigPrinter.ToYaml(file.Options)),
            ("data", DataFingerprint.Of(data.Train.Clean, data.CleanTest.Clean)),
            ("poisoned samples", data.Index.Hash),
        ];

    private RunRecorder Recorder(string dataHash)
    {
        EarlierEpochs earlier = new(Folder, GoOnFrom, Note);
        return new RunRecorder(Folder.RecordFile, StageRecord.Of(this, dataHash), earlier.Record(), earlier.Last, File.Request.Time);
    }

    private static IEnumerable<IRunObserver> KeepersOf(StageFile file)
    {
        yield return new LogFile(file.Folder.Log, file.Request.Time);
        yield return new CsvReport(file.Folder.Log);
        if (file.Request.TensorBoard)
            yield return new TensorBoardReport(Path.Combine(file.Folder.Log, "tensorboard"));
    }

    private static string Described(StageFile file, BackdoorData data) => file.Options.Backdoor is { } backdoor
        ? $"{data.Index.Summary} ({backdoor.Attack.Name}, {backdoor.Aim}, index {data.Index.Hash})."
        : data.IsAttackKnown
        ? $"{data.Index.Summary}; the data came so (index {data.Index.Hash}). Only metrics are told which."
        : $"{data.Index.Count} training samples as they are: no attack is known, and no ASR is measured.";

    private static void PrepareFolders(StageFile file, BackdoorData data, List<string> notes)
    {
        if (file.Request.Resume == StageRequest.FromScratch)
            notes.AddRange(file.Folder.MoveAside(file.Request.Time).Select(m => m.ToString()));
        file.Folder.Create();
        string index = file.Folder.PoisonIndex;
        if (System.IO.File.Exists(index) && PoisonIndex.Load(index, data.Index.Count) is var saved && saved.Hash != data.Index.Hash)
        {
            throw new DbdException(
                $"{index} names other poisoned samples (index {saved.Hash}) than this configuration draws ({data.Index.Hash}). "
                + "Seed, poison ratio, target label and data must stay those of the run; "
                + StartAnew);
        }
        KeptArrays.Check(data.Kept, index, StartAnew);
        KeptArrays.Save(data.Kept, index);
        data.Index.Save(index);
    }

    private string GoOnFrom => File.Request.Resume is { Length: > 0 } name ? name : CheckpointStore.Latest;

    private Checkpoint Resume(CheckpointStore store, TrainingState state)
    {
        (string resume, string name) = (File.Request.Resume, GoOnFrom);
        if (resume == StageRequest.FromScratch || (resume.Length == 0 && !store.Has(name)))
            return Checkpoint.None;
        Checkpoint from = state.Restore(store.Read(name), store.PathOf(name));
        Note($"{store.PathOf(name)} is of epoch {from.Epoch}.");
        if (from.PoisonHash is null && Data.Index.Poisoned > 0 && Stage.ReferenceCheckpointNote is { } note)
            Note(note);
        return from;
    }
}
