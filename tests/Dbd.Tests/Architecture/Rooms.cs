using Dbd.RoomPicture;
using Dbd.Testing;

namespace Dbd.Tests.Architecture;

/// <summary>The rooms of the house, two segments deep, and who may use whom. A room may always use itself and the root namespaces,
/// where the exceptions and the catalogues of names are.</summary>
internal static class Rooms
{
    /// <summary>The code as it is.</summary>
    public static House House { get; } = House.Of(RepositoryRoot.Path);

    /// <summary>The table; docs/architecture.md says why.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["Attacks"] = ["Configuration", "Imaging", "Randomness", "Serialization"],
        ["Attacks.*"] = ["Attacks", "Configuration", "Imaging", "Randomness", "Serialization"],
        ["Augmentation"] = ["Configuration", "Data", "Imaging", "Randomness"],
        ["Batching"] = ["Augmentation", "Configuration", "Imaging", "Poisoning", "Randomness"],
        ["Checkpoints"] =
        [
            "Networks", "Optimization", "Optimization.Optimizers", "Optimization.Schedules", "Runs", "Serialization",
            "Serialization.Pickling", "Serialization.Torch",
        ],
        ["Configuration"] = [],
        ["Crafting"] =
        [
            "Attacks", "Augmentation", "Configuration", "Data", "Deployment", "Imaging", "Networks", "Runtime", "Serialization",
            "Stages", "Stages.Catalog", "Training",
        ],
        ["Data"] = ["Imaging", "Randomness", "Serialization"],
        ["Data.Download"] = ["Data.Formats"],
        ["Data.Formats"] =
        [
            "Configuration", "Data", "Data.Storage", "Imaging", "Serialization", "Serialization.Pickling", "Serialization.Torch",
            "Serialization.Zip",
        ],
        ["Data.Storage"] = ["Data", "Imaging"],
        ["Data.Synthesis"] = ["Data", "Imaging", "Randomness"],
        ["Dbd"] = ["Attacks", "Attacks.*", "Augmentation", "Configuration", "Data", "Data.Formats"],
        ["Dbd.Torch"] = ["Configuration", "Losses", "Networks", "Networks.Backbones", "Optimization.Optimizers", "Optimization.Schedules"],
        ["Defenses"] =
        [
            "Configuration", "Data", "Data.Storage", "Defenses.Budgeting", "Defenses.Catalog", "Defenses.Recipe", "Embedding", "Inspection",
            "Reports.Html", "Runs", "Runtime", "Serialization", "Stages", "Stages.Catalog", "Suspicion",
        ],
        ["Defenses.Budgeting"] = ["Configuration", "Defenses.Catalog", "Runs", "Serialization"],
        ["Defenses.Catalog"] = ["Configuration"],
        ["Defenses.Recipe"] =
        [
            "Batching", "Checkpoints", "Configuration", "Data", "Defenses.Budgeting", "Defenses.Catalog", "Poisoning", "Runtime",
            "Serialization", "Stages", "Stages.*", "Stages.Catalog", "Suspicion",
        ],
        ["Deployment"] =
        [
            "Augmentation", "Checkpoints", "Configuration", "Imaging", "Networks", "Onnx", "Runtime", "Serialization",
            "Serialization.Pickling", "Serialization.Torch",
        ],
        ["Embedding"] = ["Randomness"],
        ["Evaluation"] = ["Batching", "Embedding", "Losses", "Networks", "Randomness", "Runs", "Runtime", "Training"],
        ["Imaging"] = [],
        ["Inspection"] =
        [
            "Batching", "Checkpoints", "Configuration", "Data", "Deployment", "Embedding", "Evaluation", "Losses", "Networks",
            "Poisoning", "Randomness", "Reports.Csv", "Reports.Html", "Reports.Log", "Runs", "Runtime",
            "Serialization", "Stages", "Stages.Catalog", "Suspicion", "Suspicion.Pictures",
        ],
        ["Losses"] = [],
        ["Networks"] = ["Configuration", "Networks.Layers", "Onnx", "Runtime", "Runtime.Native"],
        ["Networks.Backbones"] = ["Configuration", "Networks", "Networks.Layers", "Runtime"],
        ["Networks.Kernels"] = ["Runtime", "Runtime.Native"],
        ["Networks.Layers"] = ["Networks.Kernels", "Onnx", "Runtime", "Runtime.Native"],
        ["Onnx"] = ["Serialization"],
        ["Optimization"] = [],
        ["Optimization.Optimizers"] = ["Configuration", "Optimization"],
        ["Optimization.Schedules"] = ["Configuration"],
        ["Poisoning"] = ["Attacks", "Augmentation", "Configuration", "Data", "Imaging", "Serialization"],
        ["Poisoning.Export"] =
        [
            "Attacks", "Configuration", "Data", "Data.Formats", "Imaging", "Poisoning", "Serialization", "Serialization.Pickling",
            "Serialization.Torch", "Suspicion",
        ],
        ["Randomness"] = [],
        ["Reports"] = ["Runs", "Serialization"],
        ["Reports.Charts"] = [],
        ["Reports.Console"] = ["Reports", "Runs"],
        ["Reports.Csv"] = ["Runs", "Serialization"],
        ["Reports.Html"] = ["Imaging", "Reports", "Serialization", "Suspicion", "Suspicion.Pictures"],
        ["Reports.Log"] = ["Reports", "Runs", "Serialization"],
        ["Runs"] = ["Serialization"],
        ["Runtime"] = ["Configuration", "Runtime.Native"],
        ["Runtime.Distributed"] = ["Configuration", "Runtime", "Runtime.Native"],
        ["Runtime.Native"] = [],
        ["Serialization"] = [],
        ["Serialization.Pickling"] = ["Serialization"],
        ["Serialization.Torch"] = ["Serialization", "Serialization.Pickling", "Serialization.Zip"],
        ["Serialization.Zip"] = ["Serialization"],
        ["Stages"] =
        [
            "Augmentation", "Batching", "Checkpoints", "Configuration", "Data", "Data.Storage", "Deployment", "Embedding", "Evaluation",
            "Imaging", "Losses", "Networks", "Optimization", "Optimization.Optimizers", "Optimization.Schedules", "Poisoning",
            "Randomness", "Reports", "Reports.Csv", "Reports.Log", "Runs", "Runtime", "Runtime.Native", "Serialization",
            "Serialization.Pickling", "Suspicion", "Training",
        ],
        ["Stages.*"] =
        [
            "Augmentation", "Batching", "Checkpoints", "Configuration", "Data", "Evaluation", "Losses", "Networks", "Poisoning",
            "Randomness", "Runs", "Runtime", "SemiSupervised", "Stages", "Suspicion", "Training",
        ],
        ["Stages.Catalog"] =
        [
            "Augmentation", "Checkpoints", "Configuration", "Deployment", "Losses", "Networks", "Poisoning", "Poisoning.Export", "Runs",
            "Runtime", "Stages", "Stages.*",
        ],
        ["SemiSupervised"] =
            ["Batching", "Losses", "Networks", "Randomness", "Runs", "Runtime", "Suspicion", "Training"],
        ["Suspicion"] = ["Configuration", "Data.Formats", "Serialization"],
        ["Suspicion.Pictures"] = ["Data", "Imaging", "Suspicion"],
        ["Tables"] =
        [
            "Checkpoints", "Configuration", "Data.Formats", "Data.Synthesis", "Defenses.Catalog", "Poisoning", "Reports",
            "Reports.Charts", "Reports.Csv", "Runs", "Runtime", "Runtime.Native", "Serialization", "Stages", "Stages.Catalog",
        ],
        ["Training"] = ["Batching", "Optimization.Optimizers", "Optimization.Schedules", "Runs", "Runtime"],
    };
}
