using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Serialization.Pickling;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;

using TorchSharp;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>What a configuration describes, made real: poisoned data, device, networks, loaders. Writes nothing.</summary>
public class StageSetup : IDisposable
{
    private readonly StageFile _file;
    private readonly List<IDisposable> _owned = [];

    private protected StageSetup(StageFile file, BackdoorData data, Compute compute, CancellationToken cancellation) =>
        (_file, Data, Compute, Cancellation) = (file, data, compute, cancellation);

    /// <summary>The stage.</summary>
    public IStage Stage => _file.Stage;

    /// <summary>The options that every stage has.</summary>
    public StageOptions Options => _file.Options;

    /// <summary>The run's folders.</summary>
    public RunFolder Folder => _file.Folder;

    /// <summary>The data, poisoned where the configuration says so.</summary>
    public BackdoorData Data { get; }

    /// <summary>What it computes with.</summary>
    public Compute Compute { get; }

    /// <summary>Stops whatever is under way.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Where randomness begins.</summary>
    public long Seed => Options.Seed.Seed;

    internal StageFile File => _file;

    /// <summary>Reads the data of a configuration: whatever is wrong with them shows here.</summary>
    internal static StageSetup Load(StageFile file, Action<string> note, CancellationToken cancellation = default)
    {
        BackdoorData data = StageData.Load(file, note, progress: null, cancellation);
        return new StageSetup(file, data, ComputeOf(file, note), cancellation);
    }

    /// <summary>A network with fresh weights that depend on the seed only; disposed with this.</summary>
    /// <typeparam name="T">The network.</typeparam>
    /// <param name="network">Builds it on the configuration's backbone.</param>
    /// <exception cref="ConfigException">It does not take pictures as small as the configuration makes them.</exception>
    public T Build<T>(Func<Backbone, T> network)
        where T : nn.Module
    {
        SeedLibtorch(Rng.For(Seed, Purpose.Weights));
        Backbone backbone = Options.Network.Build(Compute.Precision, Options.Views.Select(ShapeOf).Select(s => (s.Height, s.Width)));
        backbone.Processes = Compute.Group;
        T built = network(backbone);
        built.to(Compute.Device);
        return Own(built);
    }

    /// <summary>The same with a linear layer behind the backbone.</summary>
    public Classifier BuildClassifier() => Build(backbone => new Classifier(backbone, Options.NumClasses));

    /// <summary>Batches of training samples.</summary>
    /// <param name="view">How an image becomes numbers.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <param name="key">Where the options stand, for messages.</param>
    /// <exception cref="ConfigException">A batch is larger than the training set.</exception>
    public BatchLoader TrainLoader(ViewOptions view, LoaderOptions options, string key) =>
        Data.Train.Count >= options.BatchSize
            ? Loader(Data.Train, view, options)
            : throw Error(
                $"{key}.batch_size",
                $"A batch of {options.BatchSize} does not fit {Data.Train.Count} training samples.",
                "Use a smaller one.");

    /// <summary>Batches of any of the data sets.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="view">How an image becomes numbers.</param>
    /// <param name="options">Batch size and threads.</param>
    public BatchLoader Loader(StampedSource data, ViewOptions view, LoaderOptions options) => new(
        data,
        Pipeline(view),
        new Normalization(view.Remaining.Normalize.Mean, view.Remaining.Normalize.Std),
        Seed, options,
        new Share(Compute.Group.Rank, Compute.Group.Size));

    /// <summary>The tests of a model: BA, ASR, RA and recall of the target class.</summary>
    /// <param name="network">The model: images float32 [B, 3, H, W] to logits [B, classes].</param>
    /// <param name="loss">Of a prediction.</param>
    /// <param name="options">Batches.</param>
    /// <exception cref="DbdException">The attack is tested on no image of the test set.</exception>
    public BackdoorEvaluation Evaluation(nn.Module<Tensor, Tensor> network, SampleLoss loss, LoaderOptions options) =>
        Evaluation(network, loss, Options.Transform.Test, options);

    /// <summary>The tests of a model that takes other numbers than the configuration says.</summary>
    internal BackdoorEvaluation Evaluation(
        nn.Module<Tensor, Tensor> network, SampleLoss loss, ViewOptions view, LoaderOptions options) =>
        new(
            new Classification(network, loss, Compute, Cancellation),
            Loader(Data.CleanTest, view, options),
            Data.PoisonedTest is { } poisoned ? Loader(poisoned, view, options) : null);

    /// <summary>The checkpoint of an earlier run that the stage builds on, loaded into a network.</summary>
    /// <param name="role">What the stage's options declare it as: <c>backbone</c>.</param>
    /// <param name="network">Gets its weights.</param>
    /// <param name="prefix">Only the part whose names begin so, e.g. <c>backbone.</c></param>
    /// <returns>The file, and what it says of itself.</returns>
    /// <exception cref="DbdException">None is named, or it is not there, of another network, or of other poisoned samples.</exception>
    public (string File, Checkpoint Content) LoadInput(string role, nn.Module network, string prefix = "")
    {
        EarlierRun run = Input(role)
            ?? throw Error(
                DeclaredInput(role).CheckpointKey,
                $"no {role} is named.",
                $"It is a checkpoint of a {DeclaredInput(role).Stage} run on the same poisoned data.");
        if (!System.IO.File.Exists(run.Checkpoint))
            throw Error(run.Declared.CheckpointKey, $"there is no {run.Checkpoint}.", run.Advice);
        const string advice = "Both runs need the same seed, poison ratio, target label and data.";
        return (run.Checkpoint, LoadCheckpoint(run.Checkpoint, network, prefix, advice));
    }

    /// <summary>A checkpoint that was trained on these poisoned samples, loaded into a network.</summary>
    /// <returns>What it says of itself.</returns>
    /// <exception cref="DbdException">It is not there, of another network, or of other poisoned samples.</exception>
    internal Checkpoint LoadCheckpoint(string path, nn.Module network, string prefix, string advice)
    {
        PyDict content = new CheckpointStore(Path.GetDirectoryName(path)!).Read(Path.GetFileName(path));
        Checkpoint said = Checkpoint.Of(content, path);
        said.CheckPoisoning(path, Data.Index.Hash, advice);
        Checkpoint.LoadModel(content, network, path, prefix);
        return said;
    }

    /// <summary>Whether the configuration names an earlier run of a role.</summary>
    /// <param name="role">What the stage's options declare it as.</param>
    public bool HasInput(string role) => Input(role) is not null;

    /// <summary>The loss that the stage's model is tested with.</summary>
    /// <exception cref="ConfigException">It trains no classifier.</exception>
    internal SampleLoss RequireClassifier() => Stage.TestLoss ?? throw new ConfigException(
        new ConfigLocation(_file.Request.ConfigPath, 0, ""),
        $"a {_file.Name} run has no classifier.", "Name the configuration of a run that trains one.");

    /// <summary>What must be known of the model to use it elsewhere.</summary>
    public ModelDescription Describe()
    {
        ImageShape shape = ShapeOf(Options.Transform.Test);
        return new ModelDescription
        {
            Network = Options.Network,
            ClassNames = Data.CleanTest.ClassNames,
            Size = new SizeOption(shape.Height, shape.Width),
            Normalize = Options.Transform.Test.Remaining.Normalize,
        };
    }

    /// <summary>Makes the exception for a value that turns out wrong.</summary>
    /// <param name="key">Keys joined by dots.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    public ConfigException Error(string key, string problem, string advice) => _file.Document.Error(key, problem, advice);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes what libtorch draws in an epoch (dropout) a function of seed, epoch and process: a run can be resumed to the bit.
    /// </summary>
    private protected void SeedEpoch(int epoch) => SeedLibtorch(Rng.For(Seed, Purpose.Dropout, epoch, Compute.Group.Rank));

    internal EarlierRun? Input(string role) => _file.Inputs.FirstOrDefault(i => i.Declared.Role == role);

    /// <summary>Disposes networks and whatever else was made.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (IDisposable owned in Enumerable.Reverse(_owned))
            owned.Dispose();
        _owned.Clear();
    }

    private protected static Compute ComputeOf(StageFile file, Action<string> note) =>
        Compute.Choose(file.Request.Gpu, file.Options.Precision, file.Options.Threads, note, file.Request.Group);

    private protected T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    private StageInputAttribute DeclaredInput(string role) =>
        StageInputAttribute.Of(_file.Entry.OptionsType).FirstOrDefault(i => i.Role == role)
            ?? throw new ArgumentException($"{_file.Name} declares no input of the role {role}.", nameof(role));

    private static void SeedLibtorch(Rng rng) => random.manual_seed((long)(rng.NextUInt64() >> 1));

    private ImageShape ShapeOf(ViewOptions view) => Pipeline(view).OutputShape(Data.CleanTest.Shape);

    private static AugmentationPipeline Pipeline(ViewOptions view) => new([.. view.Primary.Select(step => step.Create())]);
}
