using Dbd.Imaging;

namespace Dbd.Torch.Deployment;

/// <summary>A model that says what is on pictures.</summary>
public interface IImageClassifier : IDisposable
{
    /// <summary>The file that it was read from, for messages.</summary>
    string Source { get; }

    /// <summary>Size of the pictures that it takes.</summary>
    ImageShape Shape { get; }

    /// <summary>The names of the classes, in label order.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Logits of pictures.</summary>
    /// <param name="pictures">At least one, of size <see cref="Shape"/>.</param>
    /// <returns>[pictures, classes], unnormalised, row-major; of a damaged model they may be no finite numbers.</returns>
    float[] Logits(IReadOnlyList<PixelBuffer> pictures);
}
