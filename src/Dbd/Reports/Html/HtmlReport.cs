using Dbd.Suspicion;
using Dbd.Suspicion.Pictures;

namespace Dbd.Reports.Html;

/// <summary>All that a report shows: of one run, or of several side by side.</summary>
public sealed record HtmlReport
{
    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>What was done and found, in a paragraph.</summary>
    public required string Summary { get; init; }

    /// <summary>The runs, in the order in which they are compared; at least one.</summary>
    public required IReadOnlyList<RunReport> Runs { get; init; }

    /// <summary>Where and when the report was made.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];
}

/// <summary>What a report says of one run. What is not known is left out: empty or null.</summary>
public sealed record RunReport
{
    /// <summary>The run's name, e.g. <c>DBD, badnets</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was done and found, in sentences.</summary>
    public required string Findings { get; init; }

    /// <summary>The names of the classes, in label order.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>BA after each epoch, in [0, 1]; NaN where it was not measured.</summary>
    public IReadOnlyList<double> BenignAccuracy { get; init; } = [];

    /// <summary>ASR after each epoch, likewise; empty where no attack is known.</summary>
    public IReadOnlyList<double> AttackSuccessRate { get; init; } = [];

    /// <summary>RA after the last epoch, in [0, 1]; null where it was not measured.</summary>
    public double? RobustAccuracy { get; init; }

    /// <summary>Recall of the target class after the last epoch, in [0, 1]; null where it was not measured.</summary>
    public double? TargetRecall { get; init; }

    /// <summary>The training loss of each epoch, nats; NaN where it is not known.</summary>
    public IReadOnlyList<double> TrainingLoss { get; init; } = [];

    /// <summary>Losses of groups of training samples: credible, not credible.</summary>
    public IReadOnlyList<LossGroup> Losses { get; init; } = [];

    /// <summary>Maps of features.</summary>
    public IReadOnlyList<FeatureMap> Maps { get; init; } = [];

    /// <summary>A row a class, in label order.</summary>
    public IReadOnlyList<ClassRow> Classes { get; init; } = [];

    /// <summary>Test images by true label (row) and predicted label (column); empty if there was no test.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; } = [];

    /// <summary>How well the poisoned samples are found, in sentences; empty where they are not known.</summary>
    public IReadOnlyList<string> Detection { get; init; } = [];

    /// <summary>What the most suspicious training samples have in common.</summary>
    public SharedTraits? Shared { get; init; }

    /// <summary>The most suspicious training samples.</summary>
    public SuspectWall? Suspects { get; init; }

    /// <summary>Figures worth a large print: samples, credible, suspected.</summary>
    public IReadOnlyList<Fact> Figures { get; init; } = [];

    /// <summary>Versions, hashes, times.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The configuration, all values filled in, YAML.</summary>
    public string Config { get; init; } = "";
}

/// <summary>A named value.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value, with its unit.</param>
public sealed record Fact(string Name, string Value);

/// <summary>The losses of some training samples.</summary>
/// <param name="Name">Which samples.</param>
/// <param name="Losses">Nats, each finite.</param>
public sealed record LossGroup(string Name, IReadOnlyList<float> Losses);

/// <summary>A row of the table of classes.</summary>
/// <param name="Count">Training samples with this label.</param>
/// <param name="Credible">Those whose label is believed; null where none is asked.</param>
/// <param name="Suspected">Those that are suspected; null where nothing is known.</param>
/// <param name="Poisoned">Those that are poisoned; null where no attack is known.</param>
/// <param name="Accuracy">Of test images of this class, the share that is predicted right, in [0, 1].</param>
public sealed record ClassRow(int Count, int? Credible = null, int? Suspected = null, int? Poisoned = null, double? Accuracy = null);

/// <summary>A map of features in the plane.</summary>
/// <param name="Title">Whose features.</param>
/// <param name="Samples">The samples on it.</param>
public sealed record FeatureMap(string Title, IReadOnlyList<MapSample> Samples);

/// <summary>A training sample on a map.</summary>
/// <param name="X">Place to the right, in any unit.</param>
/// <param name="Y">Place upwards, in the same unit.</param>
/// <param name="Index">Its number in the training set.</param>
/// <param name="Label">The label that it came with.</param>
/// <param name="IsSuspected">Whether it is suspected.</param>
/// <param name="IsPoisoned">Whether it is known to be poisoned.</param>
public readonly record struct MapSample(float X, float Y, int Index, int Label, bool IsSuspected, bool IsPoisoned);

/// <summary>The most suspicious training samples, with their pictures.</summary>
/// <param name="Suspects">Most suspicious first.</param>
/// <param name="Pictures">A picture for each of them, in the same order.</param>
/// <param name="Poisoned">The indices of those that are known to be poisoned.</param>
public sealed record SuspectWall(IReadOnlyList<Suspect> Suspects, PictureSheet Pictures, IReadOnlySet<int> Poisoned);
