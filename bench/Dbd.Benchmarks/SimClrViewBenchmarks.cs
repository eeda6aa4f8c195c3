using BenchmarkDotNet.Attributes;

using Dbd.Augmentation;
using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Benchmarks;

/// <summary>A whole SimCLR view of a 32x32 picture, with the reference's options; and one in which every step happens.</summary>
[MemoryDiagnoser]
public class SimClrViewBenchmarks
{
    private readonly byte[] _source = Pictures.Smooth();
    private readonly PixelBuffer _image = new(Pictures.Shape);
    private readonly float[] _numbers = new float[Pictures.Shape.Bytes];
    private readonly Normalization _normalization = new([0.4914, 0.4822, 0.4465], [0.2023, 0.1994, 0.2010]);
    private readonly AugmentationPipeline _drawn = Pipeline(0.5, 0.8, 0.2, 0.5);
    private readonly AugmentationPipeline _everything = Pipeline(1, 1, 1, 1);
    private int _index;

    [Benchmark]
    public void View() => Run(_drawn);

    [Benchmark]
    public void ViewWithEveryStep() => Run(_everything);

    [Benchmark]
    public void ViewNormalized()
    {
        Run(_drawn);
        _normalization.Apply(_image.Pixels, _numbers);
    }

    private void Run(AugmentationPipeline pipeline)
    {
        Rng rng = Rng.For(1, Purpose.Augmentation, 1, _index++);
        _image.Load(Pictures.Shape, _source);
        pipeline.Apply(_image, ref rng);
    }

    private static AugmentationPipeline Pipeline(double flip, double jitter, double grey, double blur) => new(
    [
        new RandomResizedCrop(new() { Size = new SizeOption(32), Scale = [0.2, 1], Interpolation = 3 }),
        new RandomHorizontalFlip(new() { P = flip }),
        new RandomColorJitter(new() { P = jitter, Brightness = 0.4, Contrast = 0.4, Saturation = 0.4, Hue = 0.1 }),
        new RandomGrayscale(new() { P = grey }),
        new GaussianBlur(new() { P = blur, Sigma = [0.1, 2] }),
    ]);
}
