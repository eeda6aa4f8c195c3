using System.Security.Cryptography;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Serialization;
using Dbd.Torch.Deployment;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using TorchSharp;

namespace Dbd.Torch.Crafting;

/// <summary>Makes what an attack needs a trained model for: adversarial pictures of a class, for <c>label_consistent</c>.</summary>
/// <remarks>Turner et al., arXiv 1912.02771, section 4.2.</remarks>
public static class Crafter
{
    /// <summary>The key by which a configuration is known to be of this kind.</summary>
    private const string SurrogateKey = "surrogate";

    /// <summary>Whether a file is a configuration of <c>dbd craft</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigException">There is no such file, or it is no YAML.</exception>
    public static bool IsOne(string path) => ConfigDocument.Load(path).Has(SurrogateKey);

    /// <summary>Reads a configuration without making anything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Overrides, <c>key.path=value</c> each.</param>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static CheckedConfig Check(string path, IReadOnlyList<string> overrides)
    {
        CraftOptions options = Bind(Document(path, overrides));
        string[] paths = [options.Surrogate, options.DatasetDir];
        return new CheckedConfig(
            "craft", ConfigPrinter.ToYaml(options),
            [.. paths.Where(p => !Path.Exists(UserPath.Expand(p))).Select(p => $"there is no {p} yet.")]);
    }

    /// <summary>Makes the pictures that are not there yet.</summary>
    /// <param name="request">Which configuration.</param>
    /// <param name="note">Is told sentences worth telling.</param>
    /// <param name="cancellation">Stops between two steps; the pictures that are written stay, and are not made again.</param>
    /// <exception cref="DbdException">Configuration, data or surrogate are wrong, or the folder holds something else.</exception>
    public static CraftResult Run(CraftRequest request, Action<string> note, CancellationToken cancellation)
    {
        ConfigDocument document = Document(request.ConfigPath, request.Overrides);
        CraftOptions options = Bind(document);
        WritablePlace.Check(UserPath.Expand(options.Out));
        Compute compute = Compute.Choose(request.Gpu, Precision.Fp32, options.Threads, note);
        using CheckpointModel surrogate = Surrogate(document, options);
        IImageSource train = TrainingSet(document, options, surrogate, note, request.Progress, cancellation);
        int[] samples = [.. Enumerable.Range(0, train.Count).Where(i => train.Label(i) == options.TargetLabel)];
        if (samples.Length == 0)
            throw document.Error("target_label", $"No training sample has the label {options.TargetLabel}.", "Name another class.");

        CraftFolder folder = new(UserPath.Expand(options.Out));
        folder.Open(SettingsOf(options));
        int[] missing = [.. samples.Where(i => !folder.Has(i))];
        note($"{samples.Length} samples of class {options.TargetLabel} ({train.ClassNames[options.TargetLabel]}); "
            + $"{samples.Length - missing.Length} pictures are there.");
        surrogate.Network.to(compute.Device);
        DeceivingBatch batches = new(surrogate, new ProjectedGradient(options.Eps / 255, options.Alpha / 255, options.Steps), compute);
        int done = samples.Length - missing.Length;
        foreach (int[] chunk in missing.Chunk(options.BatchSize))
        {
            Report();
            batches.Make(train, chunk, folder, cancellation);
            done += chunk.Length;
        }
        Report();
        return new CraftResult(options.Out, missing.Length, samples.Length);

        void Report() => request.Progress?.Report(new WorkProgress("pictures made", done, samples.Length));
    }

    private static ConfigDocument Document(string path, IReadOnlyList<string> overrides) =>
        ConfigDocument.Load(path).WithOverrides(overrides);

    private static CraftOptions Bind(ConfigDocument document) => new ConfigBinder().Bind<CraftOptions>(document);

    private static CheckpointModel Surrogate(ConfigDocument document, CraftOptions options)
    {
        string path = UserPath.Expand(options.Surrogate);
        return File.Exists(path) ? CheckpointModel.Read(path) : throw document.Error(
            SurrogateKey,
            $"There is no {options.Surrogate}.",
            "Train it first, on clean data: dbd supervise --config config/craft/surrogate.yaml");
    }

    private static IImageSource TrainingSet(
        ConfigDocument document, CraftOptions options, CheckpointModel surrogate,
        Action<string> note, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        ReadingOptions reading = new()
        {
            Size = surrogate.Description.Shape.Height,
            HeldOut = options.DatasetHeldOut,
            Seed = options.Seed,
            Progress = progress,
        };
        DatasetSplit data = DataCatalog.Read(options.DatasetDir, reading, cancellation);
        StageData.Tell(data.Warnings, note);
        IReadOnlyList<string> classes = surrogate.Description.ClassNames;
        return data.Train.ClassNames.SequenceEqual(classes, StringComparer.Ordinal) ? data.Train : throw document.Error(
            SurrogateKey,
            $"It knows the classes {string.Join(", ", classes)}; the data have {string.Join(", ", data.Train.ClassNames)}.",
            "Take a model of these data.");
    }

    // What the pictures depend on: not where they go, nor how many are made at once.
    private static string SettingsOf(CraftOptions options)
    {
        string surrogate = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(UserPath.Expand(options.Surrogate))));
        CraftOptions same = options with { Surrogate = $"SHA-256 {surrogate}", Out = ".", BatchSize = 1, Threads = 0 };
        return ConfigPrinter.ToYaml(same);
    }
}
