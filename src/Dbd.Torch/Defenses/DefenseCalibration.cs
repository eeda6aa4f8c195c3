using Dbd.Data;
using Dbd.Embedding;
using Dbd.Runs;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Defenses;

/// <summary>Finds out what everything takes on this machine with these data: runs the whole defense in small, on some of the samples.
/// The first epoch of each stage warms the machine up, the second is measured. After an interruption it goes on where it was. It ends in
/// time: what was not measured then is estimated. Of several processes the first one's measurements count.</summary>
/// <param name="fill">The recipe for a folder, fitted to the data.</param>
/// <param name="data">All data.</param>
/// <param name="folder">The defense's folder; it works below it, and keeps there what it has measured.</param>
/// <param name="options">What is asked.</param>
/// <param name="observer">Is told how far it is.</param>
/// <param name="cancellation">Stops within a step.</param>
internal sealed class DefenseCalibration(
    Func<DefenseFolder, FilledRecipe> fill, DatasetSplit data, DefenseFolder folder, DefenseOptions options, IRunObserver observer,
    CancellationToken cancellation)
{
    /// <summary>Passes of an image: the witness's, SimCLR's, the final model's, and one for the report.</summary>
    public const int Passes = 4;

    private const int MapSamples = 600;

    // A map, neighbours, and the epochs of the stages.
    private const int Parts = 1 + 1 + 2 + 2 + 4;

    private readonly long _begin = options.Time.GetTimestamp();
    private readonly DefenseFolder _place = folder.Calibration;
    private readonly FilledRecipe _recipe = fill(folder.Calibration);
    private Measurements _measured = new();

    /// <summary>What the costs rest on, in words.</summary>
    public string Basis => (_measured.Count == 0
        ? $"by {DefenseGlance.Steps} training steps"
        : $"by {_measured.Count} of {Parts} parts of a calibration") + MachineLoad.Text();

    /// <summary>A first look: what a forward pass of a picture takes, seconds. An earlier start's is kept.</summary>
    /// <param name="settings">What makes data and recipe what they are.</param>
    public double Glance(DefenseSettings settings)
    {
        string of = $"{settings.DataHash} {settings.RecipeHash} {settings.Size} {settings.Seed}";
        _measured = Announcement.Of(options.Group, () => Measurements.In(_place.Path, of));
        if (_measured.Pass is { } known)
            return known;
        _place.Delete(options);
        double pass = new DefenseGlance(folder.Glance, options, cancellation).SecondsOfPass(fill(folder.Glance), data);
        Tell(() => Keep(_measured with { Pass = pass }));
        return _measured.Pass!.Value;
    }

    /// <summary>What it will take, about, seconds; above 0.</summary>
    /// <param name="most">The time for it; null is as long as it takes.</param>
    public double Seconds(TimeSpan? most)
    {
        double all = Sizing.Seconds(CalibrationSizing.Usual);
        return Math.Max(1, Math.Min(all, most?.TotalSeconds ?? all));
    }

    /// <summary>Measures what an earlier start has not.</summary>
    /// <param name="most">The time for it, the first look's counted; null is as long as it takes.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Costs Measure(TimeSpan? most)
    {
        double? left = (most - options.Time.GetElapsedTime(_begin))?.TotalSeconds;
        if (Announcement.Of(options.Group, () => _measured.Size ?? Sizing.Within(left)) is not { } size)
            return Measured(data, data);
        DatasetSplit some = Sizing.SamplesOf(size);
        _measured = _measured with { Size = size };
        // No clock of one of several processes ends the others' work: there the size alone bounds it.
        TimeSpan end = left is null || options.Group.Size > 1 ? Timeout.InfiniteTimeSpan : Duration.OfSeconds(Math.Max(0, left.Value));
        using CancellationTokenSource late = new(end, options.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            DefensePlan small = DefensePlan.Small(some.Train.Count, size.Iterations);
            Run(_recipe.With(small).WriteTo(_place.Configs, some, options.Gpu, options.Group), either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            observer.OnNote(
                $"The calibration's tenth of the budget is over: {Parts - _measured.Count} of its {Parts} parts are estimated.");
        }
        return Measured(data, some);
    }

    private CalibrationSizing Sizing => new(_recipe, data, _measured.Pass!.Value);

    private void Run(DefenseStages stages, CancellationToken end)
    {
        Tell(() => Look(end));
        Train(WitnessedDbd.Witness, stages[WitnessedDbd.Witness], [2], end);
        Train(WitnessedDbd.Features, stages[WitnessedDbd.Features], [2], end);
        Train(WitnessedDbd.Finetune, stages[WitnessedDbd.Finetune] with { Overrides = ["semi.witness="] }, [2, 4], end);
    }

    // What lies there is gone on from; if there is no record of what its epochs took, they are trained again.
    private void Train(DefenseStep step, StageRequest request, int[] wanted, CancellationToken end)
    {
        for (string resume = ""; !wanted.All(_measured.EpochsOf(step.Stage).ContainsKey); resume = StageRequest.FromScratch)
        {
            StageClock clock = new((epoch, timed) => Keep(_measured.With(step.Stage, epoch, timed)));
            StageCatalog.Run(request with { Resume = resume }, [clock], end);
            Tell(() => { });
        }
    }

    // How long these take does not depend on what the features are.
    private void Look(CancellationToken end)
    {
        if (_measured is { Map: not null, Neighbours: not null })
            return;
        FeatureTable features = FeatureTable.OfNoise(
            Math.Min(MapSamples, data.Train.Count), _recipe.Witness.CountFeatures(), options.Seed);
        double pairs = (double)features.Rows * features.Rows;
        if (_measured.Map is null)
        {
            double map = Timed(() => TSne.Map(features, new TSneOptions { Seed = options.Seed }, end));
            Keep(_measured with { Map = map / pairs });
        }
        end.ThrowIfCancellationRequested();
        double neighbours = Timed(() =>
            Neighbours.ShareOfOwnLabel(features, new int[features.Rows], features.Rows, options.Seed, end));
        Keep(_measured with { Neighbours = neighbours / pairs });
    }

    // The first process does something, and tells the others what it has measured.
    private void Tell(Action first) => _measured = Announcement.Of(options.Group, () =>
    {
        first();
        return _measured;
    });

    private void Keep(Measurements measured)
    {
        _measured = measured;
        _measured.Save(_place.Path);
        if (_measured.Count == 0)
            return;
        observer.OnStep(new StepReport(
            1, 1, _measured.Count, Parts, Images: 0, options.Time.GetElapsedTime(_begin), new MetricGroup(DefensePart.Calibration, [])));
        observer.OnNote($"Calibration: {_measured.Count} of {Parts} parts measured.");
    }

    private Costs Measured(DatasetSplit all, DatasetSplit some)
    {
        (double train, double test) = (all.Train.Count / (double)some.Train.Count, all.Test.Count / (double)some.Test.Count);
        TimedEpoch? witness = _measured.Epoch(WitnessedDbd.Witness.Stage, 2);
        TimedEpoch? simClr = _measured.Epoch(WitnessedDbd.Features.Stage, 2);
        TimedEpoch? warmup = _measured.Epoch(WitnessedDbd.Finetune.Stage, 2);
        TimedEpoch? semi = _measured.Epoch(WitnessedDbd.Finetune.Stage, 4);
        double pass = witness is null ? _measured.Pass!.Value : witness.Step / (_recipe.Witness.Loader.BatchSize * StageWork.Learning);
        double image = semi is null ? pass : semi.Rest / (some.Train.Count + some.Test.Count);
        double pairs = (double)all.Train.Count * Math.Min(all.Train.Count, SampleEvidence.NeighboursAmong);
        Costs estimated = EstimatedCosts.By(pass, all, _recipe);
        return estimated with
        {
            WitnessEpoch = witness is null ? estimated.WitnessEpoch : witness.Training(train) + witness.Rest * test,
            SimClrEpoch = simClr?.Training(train) ?? estimated.SimClrEpoch,
            WarmupEpoch = warmup is null ? estimated.WarmupEpoch : warmup.Training(train) + warmup.Rest * test,
            Ranking = image * (all.Train.Count + all.Test.Count),
            Iteration = semi?.Step ?? estimated.Iteration,
            Evidence = image * (Passes - 1) * all.Train.Count + 2 * (_measured.Neighbours ?? 0) * pairs,
            MapPair = _measured.Map ?? estimated.MapPair,
        };
    }

    // The second time: what compiling the code took would be multiplied up.
    private double Timed<T>(Func<T> work)
    {
        work();
        long begin = options.Time.GetTimestamp();
        work();
        return options.Time.GetElapsedTime(begin).TotalSeconds;
    }
}
