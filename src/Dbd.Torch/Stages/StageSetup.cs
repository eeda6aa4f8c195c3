using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Torch.Deployment;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;

using TorchSharp;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>What a configuration describes, made real: poisoned data, device, networks, loaders. Writes nothing.</summary>
/// <typeparam name="TOptions">The stage's options.</typeparam>
internal class StageSetup<TOptions> : IDisposable
    where TOptions : StageOptions
{
    private readonly StageConfig<TOptions> _config;
    private readonly List<IDisposable> _owned = [];
    private readonly Precision _precision;

    protected StageSetup(StageRequest request, StageConfig<TOptions> config, Action<string> note, CancellationToken cancellation)
    {
        Request = request;
        _config = config;
        Directory = config.DirectoryOf(request);
        Data = StageData.Load(request, Options, Document, note, progress: null, cancellation);
        // Files have been read whole and pictures copied: hundreds of megabytes to give back before training needs them.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Device = Devices.Select(request.Gpu, note);
        ComputeThreads.Use(Options.Threads);
        _precision = Decide(note);
    }

    public StageRequest Request { get; }

    public TOptions Options => _config.Options;

    public ConfigDocument Document => _config.Document;

    public RunDirectory Directory { get; }

    public BackdoorData Data { get; }

    public Device Device { get; }

    public long Seed => Options.Seed.Seed;

    /// <summary>Reads the configuration and the data: whatever is wrong with them shows here.</summary>
    public static StageSetup<TOptions> Load(StageRequest request, Action<string> note, CancellationToken cancellation = default) =>
        new(request, StageConfig<TOptions>.Load(request), note, cancellation);

    /// <summary>A network with fresh weights that depend on the seed only.</summary>
    public T Build<T>(Func<Backbone, T> network)
        where T : nn.Module
    {
        random.manual_seed((long)(Rng.For(Seed, Purpose.Weights).NextUInt64() >> 1));
        T built = network(Options.Network.Create()(_precision));
        built.to(Device);
        return Own(built);
    }

    /// <summary>Batches of training samples.</summary>
    /// <param name="view">How an image becomes numbers.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <param name="key">Where the options stand, for messages.</param>
    public BatchLoader TrainLoader(ViewOptions view, LoaderOptions options, string key) =>
        Data.Train.Count >= options.BatchSize
            ? Loader(Data.Train, view, options)
            : throw Error($"{key}.batch_size", $"A batch of {options.BatchSize} does not fit {Data.Train.Count} training samples.", "Use a smaller one.");

    /// <summary>The tests of a model: BA and ASR.</summary>
    public BackdoorEvaluation Evaluation(nn.Module<Tensor, Tensor> network, SampleLoss loss, LoaderOptions options, CancellationToken cancellation) =>
        Evaluation(network, loss, Options.Transform.Test, options, cancellation);

    /// <summary>The tests of a model that takes other numbers than the configuration says.</summary>
    public BackdoorEvaluation Evaluation(
        nn.Module<Tensor, Tensor> network, SampleLoss loss, ViewOptions view, LoaderOptions options, CancellationToken cancellation) => new(
            new Classification(network, loss, Device, cancellation),
            Loader(Data.CleanTest, view, options),
            Data.PoisonedTest is { } poisoned ? Loader(poisoned, view, options) : null);

    /// <summary>What must be known of the model to use it elsewhere.</summary>
    public ModelDescription Describe()
    {
        ImageShape shape = Pipeline(Options.Transform.Test).OutputShape(Data.CleanTest.Shape);
        return new ModelDescription
        {
            Network = Options.Network,
            ClassNames = Data.CleanTest.ClassNames,
            Size = new SizeOption(shape.Height, shape.Width),
            Normalize = Options.Transform.Test.Remaining.Normalize,
        };
    }

    public ConfigException Error(string key, string problem, string advice) => Document.Error(key, problem, advice);

    public void Dispose()
    {
        foreach (IDisposable owned in Enumerable.Reverse(_owned))
            owned.Dispose();
    }

    private Precision Decide(Action<string> note)
    {
        bool isCpu = Device.type == TorchSharp.DeviceType.CPU;
        if (Options.Precision == Precision.Bf16 && isCpu && ProductRate.Faster() != Precision.Bf16)
            note($"Precision: bf16, as asked, and slower here than fp32 (products: {ProductRate.Text()}): precision: auto takes the faster one.");
        if (Options.Precision != Precision.Auto)
            return Options.Precision;
        Precision faster = isCpu ? ProductRate.Faster() : Precision.Bf16;
        note($"Precision: {faster.ToString().ToLowerInvariant()}, the faster one here.");
        return faster;
    }

    protected T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    /// <summary>Batches of any of the data sets.</summary>
    public BatchLoader Loader(StampedSource data, ViewOptions view, LoaderOptions options) => new(
        data,
        Pipeline(view),
        new Normalization(view.Remaining.Normalize.Mean, view.Remaining.Normalize.Std),
        Seed,
        options);

    private static AugmentationPipeline Pipeline(ViewOptions view) => new([.. view.Primary.Select(step => step.Create())]);
}
