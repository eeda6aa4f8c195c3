using System.Text.RegularExpressions;

namespace Dbd.Tests.Architecture;

/// <summary>The rooms of the house, and which of them a file uses.</summary>
internal static partial class Rooms
{
    /// <summary>Who may use whom. A room may always use itself and the root namespace <c>Dbd</c>, where the exceptions are.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["Imaging"] = [],
        ["Randomness"] = [],
        ["Metrics"] = [],
        ["Serialization"] = [],
        ["Configuration"] = [],
        ["Embedding"] = ["Randomness"],
        ["Datasets"] = ["Imaging", "Randomness", "Serialization"],
        ["Attacks"] = ["Imaging", "Configuration"],
        ["Augmentation"] = ["Imaging", "Randomness", "Configuration", "Datasets"],
        ["Poisoning"] = ["Imaging", "Randomness", "Serialization", "Configuration", "Datasets", "Attacks", "Augmentation"],
        ["Suspicion"] = [],
        ["Batching"] = ["Imaging", "Randomness", "Configuration", "Augmentation", "Poisoning"],
        ["Reporting"] = ["Imaging", "Metrics", "Serialization"],
        ["Dbd"] = ["Configuration", "Datasets", "Attacks", "Augmentation"],

        ["Runtime"] = ["Configuration"],
        ["Losses"] = [],
        ["Onnx"] = ["Serialization"],
        ["Networks"] = ["Runtime", "Onnx"],
        ["Optimization"] = ["Configuration"],
        ["Training"] = ["Metrics", "Batching", "Optimization"],
        ["Objectives"] = ["Randomness", "Batching", "Losses", "Networks", "Training"],
        ["Evaluation"] = ["Embedding", "Metrics", "Randomness", "Batching", "Losses", "Networks", "Training"],
        ["Checkpoints"] = ["Metrics", "Serialization", "Optimization"],
        ["Deployment"] = ["Imaging", "Serialization", "Configuration", "Augmentation", "Runtime", "Networks", "Onnx", "Checkpoints"],
        ["Stages"] =
        [
            "Imaging", "Randomness", "Metrics", "Serialization", "Configuration", "Datasets", "Attacks", "Augmentation", "Poisoning", "Batching", "Reporting",
            "Runtime", "Losses", "Networks", "Optimization", "Training", "Objectives", "Evaluation", "Checkpoints", "Deployment",
        ],
        ["Inspection"] =
        [
            "Randomness", "Configuration", "Embedding", "Poisoning", "Batching", "Reporting",
            "Serialization", "Runtime", "Losses", "Networks", "Evaluation", "Checkpoints", "Stages",
        ],
        ["Defense"] =
        [
            "Metrics", "Serialization", "Configuration", "Datasets", "Poisoning", "Batching", "Embedding", "Reporting", "Suspicion",
            "Runtime", "Losses", "Networks", "Evaluation", "Checkpoints", "Deployment", "Stages", "Inspection",
        ],
        ["Dbd.Torch"] = ["Configuration", "Losses", "Networks", "Optimization"],
    };

    /// <summary>The room of a namespace: <c>Dbd.Datasets.Cifar</c> is in Datasets, <c>Dbd.Torch.Losses</c> in Losses.</summary>
    public static string Of(string name)
    {
        string[] parts = name.Split('.');
        int first = parts is ["Dbd", "Torch", ..] ? 2 : 1;
        return parts.Length > first ? parts[first] : name;
    }

    /// <summary>The rooms that a file names, in a using or beside it.</summary>
    public static IEnumerable<string> UsedBy(SourceFile file) => Using().Matches(file.Code).Select(m => Of(m.Groups["name"].Value))
        .Concat(Qualified().Matches(file.Code).Select(m => m.Groups["room"].Value).Where(Allowed.ContainsKey))
        .Where(room => room != Of(file.Namespace) && room != "Dbd")
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(?<name>Dbd[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();

    // Serialization.DamagedDataException, Dbd.Imaging.ImageShape; but not Purpose.Augmentation.
    [GeneratedRegex(@"(?<![\w.])(?:Dbd\.)?(?:Torch\.)?(?<room>[A-Z]\w+)\.[A-Z]\w*")]
    private static partial Regex Qualified();
}
