using System.ComponentModel.DataAnnotations;

using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Deployment;

/// <summary>What must be known of a classifier, beside its weights, to use it. Checkpoints hold it as YAML.</summary>
public sealed record ModelDescription
{
    /// <summary>The backbone.</summary>
    public required Choice<NetworkFactory> Network { get; init; }

    /// <summary>The names of the classes, in label order.</summary>
    [MinLength(2)]
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Size of the pictures that it takes.</summary>
    public required SizeOption Size { get; init; }

    /// <summary>How pixels become its numbers.</summary>
    public required NormalizeOptions Normalize { get; init; }

    /// <summary>Size of the pictures that it takes.</summary>
    internal ImageShape Shape => Size.Square;

    // Each class has a name.
    private const int MostValues = 200_000;

    /// <summary>The YAML that <see cref="Parse"/> reads.</summary>
    public string ToYaml() => ConfigPrinter.ToYaml(this);

    /// <summary>Reads a description.</summary>
    /// <param name="yaml">What <see cref="ToYaml"/> gave.</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <exception cref="ConfigException">It is none.</exception>
    public static ModelDescription Parse(string yaml, string source) =>
        new ConfigBinder(TrainingCatalog.Networks).Bind<ModelDescription>(ConfigDocument.Parse(yaml, source, MostValues));

    /// <summary>A network of that kind, with fresh weights.</summary>
    /// <returns>The network, to be disposed.</returns>
    /// <exception cref="ConfigException">It does not take pictures as small as these.</exception>
    public Classifier Build() => new(Network.Build(Precision.Fp32, (Shape.Height, Shape.Width)), ClassNames.Count);
}
