using Dbd.Suspicion;

namespace Dbd.Torch.Defenses;

/// <summary>What a defense gave.</summary>
/// <param name="BenignAccuracy">The final model's accuracy on the test set, in [0, 1].</param>
/// <param name="Headline">Whether an attack was found, in a line.</param>
/// <param name="Findings">Whether a label looks like an attack's target, in plain sentences.</param>
/// <param name="Suspicions">How suspicious each training sample is.</param>
/// <param name="Files">What was written.</param>
public sealed record DefenseResult(
    double BenignAccuracy, string Headline, IReadOnlyList<string> Findings, Suspicions Suspicions, DefenseFiles Files)
{
    /// <summary>How many test pictures the accuracy is of.</summary>
    public int TestPictures { get; init; }

    /// <summary>Whether the test pictures were held out of the data: nobody has verified them to be clean.</summary>
    public bool IsTestUnverified { get; init; }

    /// <summary>How many of the test pictures look poisoned as the data do.</summary>
    public int SuspectedTestPictures { get; init; }

    /// <summary>The accuracy without these, in [0, 1].</summary>
    public double AccuracyWithoutSuspects { get; init; }

    /// <summary>The witness's accuracy on the test set, in [0, 1].</summary>
    public double WitnessAccuracy { get; init; }

    /// <summary>Whether there is a reason to rely on the model: something could be told of the labels that it learned.</summary>
    public bool IsSafeToUse { get; init; }

    /// <summary>What a person may do next, with the commands; empty where nothing is suspected.</summary>
    public IReadOnlyList<string> NextSteps { get; init; } = [];

    /// <summary>The label that is likely an attack's target; null if none stands out.</summary>
    public int? Target => Suspicions.Target;
}

/// <summary>The files that a defense leaves.</summary>
/// <param name="Model">The final model as a checkpoint, <c>model.pt</c>.</param>
/// <param name="Onnx">The same for any program, <c>model.onnx</c>, with normalisation and class names.</param>
/// <param name="Suspects">Every training sample, most suspicious first, <c>suspects.csv</c>.</param>
/// <param name="Report">What to look at, <c>report.html</c>.</param>
/// <param name="Record">What was run, <c>run.json</c>.</param>
public sealed record DefenseFiles(string Model, string Onnx, string Suspects, string Report, string Record)
{
    internal static DefenseFiles In(string folder) => new(
        Path.Combine(folder, "model.pt"),
        Path.Combine(folder, "model.onnx"),
        Path.Combine(folder, Dbd.Suspicion.SuspectFile.Name),
        Path.Combine(folder, "report.html"),
        Path.Combine(folder, "run.json"));
}
