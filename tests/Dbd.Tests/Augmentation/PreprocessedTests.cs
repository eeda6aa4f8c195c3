using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Augmentation;

public sealed class PreprocessedTests
{
    private static readonly IImageSource s_data = Synthetic.Generate(1, SyntheticSplit.Train, 12);

    [Fact]
    public void Without_steps_the_data_are_as_they_were() => Assert.Same(s_data, Preprocessed.With(s_data, new AugmentationPipeline([])));

    [Fact]
    public void Every_picture_goes_through_the_steps_once()
    {
        AugmentationPipeline steps = new(
        [
            new Resize(new ResizeOptions { Size = new SizeOption(20) }),
            new CenterCrop(new CenterCropOptions { Size = new SizeOption(16) }),
        ]);
        IImageSource data = Preprocessed.With(s_data, steps);
        Assert.Equal((new ImageShape(16, 16), 12, s_data.ClassNames), (data.Shape, data.Count, data.ClassNames));
        Rng none = Rng.For(1, Purpose.Augmentation);
        for (int i = 0; i < data.Count; i++)
        {
            PixelBuffer image = new(s_data.Shape, s_data.Read(i));
            steps.Apply(image, ref none);
            Assert.Equal(image.Pixels.ToArray(), data.Read(i));
            Assert.Equal(s_data.Label(i), data.Label(i));
        }
    }

    [Fact]
    public void A_random_step_is_refused() => Assert.Contains(
        "transform.train.primary",
        Assert.Throws<ConfigException>(() => Preprocessed.With(
            s_data, new AugmentationPipeline([new RandomHorizontalFlip(new RandomHorizontalFlipOptions { P = 0.5 })]))).Message,
        StringComparison.Ordinal);
}
