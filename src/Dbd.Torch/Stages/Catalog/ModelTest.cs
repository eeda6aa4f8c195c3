using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>What is asked of <see cref="ModelTest"/>.</summary>
public sealed record TestRequest
{
    /// <summary>The configuration of a run that trains a classifier.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>The folder of its checkpoints; null is the run's own.</summary>
    public string? CkptDir { get; init; }

    /// <summary>The file name of a checkpoint or of an ONNX model (<c>.onnx</c>); empty is the latest checkpoint.</summary>
    public string Resume { get; init; } = "";

    /// <summary>What is known of an ONNX model from elsewhere.</summary>
    public OnnxConventions? Onnx { get; init; }

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>The processes that share the test images.</summary>
    public IProcessGroup Group { get; init; } = Alone.Instance;

    /// <summary>Overrides, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}

/// <summary>BA, ASR, RA and recall of the target class of a checkpoint, ours or the reference's, or of an ONNX model: the reference's
/// program <c>test</c>.</summary>
public static class ModelTest
{
    /// <summary>Tests a checkpoint; writes nothing, but tells how sure the shares are.</summary>
    /// <param name="request">Which, and with what data and attack.</param>
    /// <param name="note">Is told sentences worth telling.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <returns>As <see cref="Evaluation.BackdoorEvaluation.Run"/>: loss in nats, acc in [0, 1].</returns>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong.</exception>
    public static IReadOnlyList<MetricGroup> Run(TestRequest request, Action<string> note, CancellationToken cancellation)
    {
        StageRequest stage = new()
        {
            ConfigPath = request.ConfigPath,
            Overrides = request.Overrides,
            Gpu = request.Gpu,
            Group = request.Group,
        };
        using StageSetup setup = StageSetup.Load(StageFiles.Load(stage), note, cancellation);
        SampleLoss loss = setup.RequireClassifier();
        if (request.CkptDir is null)
            KeptArrays.Check(setup.Data.Kept, setup.Folder.PoisonIndex, "else the model is tested with another trigger than it learned.");
        CheckpointStore store = new(request.CkptDir ?? setup.Folder.Checkpoints);
        string name = request.Resume.Length > 0 ? request.Resume : CheckpointStore.Latest;
        if (ModelFile.IsOnnx(name))
            return Told(TestOnnx(setup, store.PathOf(name), request.Onnx ?? new OnnxConventions(), loss, note), setup.Data, note);
        Classifier network = setup.BuildClassifier();
        Checkpoint.LoadModel(store.Read(name), network, store.PathOf(name));
        return Told(setup.Evaluation(network, loss, setup.Stage.TestLoader).Run(), setup.Data, note);
    }

    private static IReadOnlyList<MetricGroup> Told(IReadOnlyList<MetricGroup> groups, BackdoorData data, Action<string> note)
    {
        int triggered = data.PoisonedTest is { } test ? Enumerable.Range(0, test.Count).Count(test.IsPoisoned) : 0;
        foreach ((string name, Measure measure, int count) in ((string, Measure, int)[])[
            ("BA", Measure.BenignAccuracy, data.CleanTest.Count), ("ASR", Measure.AttackSuccessRate, triggered)])
        {
            if (groups.FirstOrDefault(g => g.Name == measure.Group)?.Of(measure.Reading) is { } share && double.IsFinite(share))
                note($"{name} {share:0.0 %}: {Proportion.Text(share, count)}.");
        }
        return groups;
    }

    private static IReadOnlyList<MetricGroup> TestOnnx(
        StageSetup setup, string path, OnnxConventions conventions, SampleLoss loss, Action<string> note)
    {
        ModelDescription data = setup.Describe();
        using OnnxImageClassifier model = OnnxImageClassifier.Open(path, conventions with { Size = conventions.Size ?? data.Shape });
        if (model.DescribesItself && (conventions.Normalize is not null || conventions.Output is not null))
            throw new ConfigException(
                conventions.Normalize is null ? "--output" : "--mean",
                $"{path} was written by dbd export: what it takes and gives is known.",
                "Leave it out.");
        if (model.Assumed is { } assumed)
            note(assumed + Hint(conventions, data));
        if (model.Shape != data.Shape || model.ClassNames.Count != data.ClassNames.Count)
        {
            throw new DbdException(
                $"{path} takes {model.Shape} pictures of {model.ClassNames.Count} classes; "
                    + $"the configuration gives {data.Shape} pictures of {data.ClassNames.Count}. "
                + "Test it with the configuration that it was trained with.");
        }
        using OnnxModule network = new(model);
        return setup.Evaluation(network, loss, network.Input(setup.Options.Transform.Test), setup.Stage.TestLoader).Run();
    }

    private static string Hint(OnnxConventions conventions, ModelDescription data) => conventions.Normalize is not null
        ? ""
        : $" The configuration normalises by --mean {string.Join(',', data.Normalize.Mean)} --std {string.Join(',', data.Normalize.Std)}.";
}
