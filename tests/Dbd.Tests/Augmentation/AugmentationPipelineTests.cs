using Dbd.Augmentation;
using Dbd.Imaging;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Augmentation;

public sealed class AugmentationPipelineTests
{
    private static readonly ImageShape s_shape = new(32, 32);

    [Fact]
    public void Steps_run_in_their_order()
    {
        Resize half = new(new() { Size = new SizeOption(16) });
        CenterCrop middle = new(new() { Size = new SizeOption(24) });
        Assert.Equal(new ImageShape(16, 16), Run(new([middle, half])).Shape);
        Assert.Equal(new ImageShape(24, 24), Run(new([half, middle])).Shape);
    }

    [Fact]
    public void The_output_shape_is_known_beforehand()
    {
        AugmentationPipeline pipeline = new(
            [new Resize(new() { Size = new SizeOption(40) }), new RandomCrop(new() { Size = new SizeOption(36, 30) })]);
        Assert.Equal(new ImageShape(36, 30), pipeline.OutputShape(s_shape));
        Assert.Equal(pipeline.OutputShape(s_shape), Run(pipeline).Shape);
    }

    [Fact]
    public void It_is_random_if_a_step_is()
    {
        Resize resize = new(new() { Size = new SizeOption(40) });
        Assert.False(new AugmentationPipeline([resize]).IsRandom);
        Assert.True(new AugmentationPipeline([resize, new RandomHorizontalFlip(new())]).IsRandom);
        Assert.False(AugmentationPipeline.Empty.IsRandom);
    }

    [Fact]
    public void The_same_stream_gives_the_same_picture()
    {
        AugmentationPipeline pipeline = SimClr();
        Assert.Equal(Run(pipeline).Pixels.ToArray(), Run(pipeline).Pixels.ToArray());
    }

    [Fact]
    public void A_warm_pipeline_allocates_nothing()
    {
        AugmentationPipeline pipeline = SimClr();
        Normalization normalization = new([0.5, 0.5, 0.5], [0.2, 0.2, 0.2]);
        byte[] source = new byte[s_shape.Bytes];
        float[] numbers = new float[s_shape.Bytes];
        PixelBuffer image = new(s_shape);
        void Views(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Rng rng = Rng.For(1, Purpose.Augmentation, 1, i);
                image.Load(s_shape, source);
                pipeline.Apply(image, ref rng);
                normalization.Apply(image.Pixels, numbers);
            }
        }
        Views(0, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Views(2000, 3000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static AugmentationPipeline SimClr() => new(
    [
        new RandomResizedCrop(new() { Size = new SizeOption(32), Scale = [0.2, 1], Interpolation = 3 }),
        new RandomHorizontalFlip(new() { P = 0.5 }),
        new RandomColorJitter(new() { P = 0.8, Brightness = 0.4, Contrast = 0.4, Saturation = 0.4, Hue = 0.1 }),
        new RandomGrayscale(new() { P = 0.2 }),
        new GaussianBlur(new() { P = 0.5, Sigma = [0.1, 2] }),
        new RandomCrop(new() { Size = new SizeOption(32), Padding = 4, PaddingMode = PaddingMode.Reflect }),
    ]);

    private static PixelBuffer Run(AugmentationPipeline pipeline)
    {
        PixelBuffer image = new(s_shape);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)(i * 7);
        Rng rng = Rng.For(2, Purpose.Augmentation);
        pipeline.Apply(image, ref rng);
        return image;
    }
}
