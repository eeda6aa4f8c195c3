namespace Dbd.Runs;

/// <summary>Names of groups of readings: of CSV files, and of entries in a checkpoint's <c>result</c> and a record's epochs.</summary>
public static class GroupName
{
    /// <summary>Training on labels that may be poisoned.</summary>
    public const string PoisonTrain = "poison_train";

    /// <summary>Training without labels.</summary>
    public const string SelfTrain = "self_train";

    /// <summary>The test set as it is.</summary>
    public const string CleanTest = "clean_test";

    /// <summary>The test set with the trigger on every image that is not of the target class.</summary>
    public const string PoisonTest = "poison_test";

    /// <summary>What is left of the model with the trigger, and of the target class without it. From the passes of <see cref="CleanTest"/>
    /// and <see cref="PoisonTest"/>, whose columns are the reference's.</summary>
    public const string RobustTest = "robust_test";

    /// <summary>The training samples whose label is believed.</summary>
    public const string Credible = "credible";
}

/// <summary>The names of readings: the reference's, where it has them.</summary>
public static class ReadingName
{
    /// <summary>Mean loss.</summary>
    public const string Loss = "loss";

    /// <summary>Accuracy, in [0, 1].</summary>
    public const string Accuracy = "acc";

    /// <summary>Mean loss of the poisoned samples.</summary>
    public const string PoisonLoss = "poison loss";

    /// <summary>Mean loss of the others.</summary>
    public const string CleanLoss = "clean loss";

    /// <summary>Accuracy on the poisoned samples, in [0, 1].</summary>
    public const string PoisonAccuracy = "poison acc";

    /// <summary>Accuracy on the others, in [0, 1].</summary>
    public const string CleanAccuracy = "clean acc";

    /// <summary>Mean loss of MixMatch on what has labels.</summary>
    public const string LabeledLoss = "xloss";

    /// <summary>Mean loss of MixMatch on what has guessed ones.</summary>
    public const string UnlabeledLoss = "uloss";

    /// <summary>The weight of the latter.</summary>
    public const string UnlabeledWeight = "lambda_u";

    /// <summary>Recall of the target class, in [0, 1].</summary>
    public const string TargetRecall = "target recall";

    /// <summary>How many samples.</summary>
    public const string Samples = "samples";

    /// <summary>How many of them are poisoned.</summary>
    public const string Poisoned = "poisoned";
}

/// <summary>What a run is judged by: which reading of which group.</summary>
/// <param name="Group">One of <see cref="GroupName"/>.</param>
/// <param name="Reading">One of <see cref="ReadingName"/>.</param>
public readonly record struct Measure(string Group, string Reading)
{
    /// <summary>BA: the accuracy on the test set as it is, in [0, 1].</summary>
    public static Measure BenignAccuracy { get; } = new(GroupName.CleanTest, ReadingName.Accuracy);

    /// <summary>ASR: of the test images that the attack is tested on, by default those of all classes but the target, the share that the
    /// trigger makes predicted as the target, in [0, 1].</summary>
    public static Measure AttackSuccessRate { get; } = new(GroupName.PoisonTest, ReadingName.Accuracy);

    /// <summary>RA: of the test images that ASR is of, with the trigger, the share predicted as their true label, in [0, 1].</summary>
    public static Measure RobustAccuracy { get; } = new(GroupName.RobustTest, ReadingName.Accuracy);

    /// <summary>Recall of the target class: of its images in the test set as it is, the share predicted as it, in [0, 1].</summary>
    public static Measure TargetRecall { get; } = new(GroupName.RobustTest, ReadingName.TargetRecall);

    /// <summary><c>clean_test.acc</c>.</summary>
    public override string ToString() => $"{Group}.{Reading}";
}
