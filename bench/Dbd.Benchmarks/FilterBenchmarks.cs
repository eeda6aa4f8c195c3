using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

using Dbd.Imaging;

namespace Dbd.Benchmarks;

/// <summary>Operations that look at a pixel's neighbours: blur, resized crop, flip; 32x32.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class FilterBenchmarks
{
    private static readonly Region s_crop = new(3, 4, 24, 22);

    private readonly byte[] _source = Pictures.Smooth();
    private readonly byte[] _between = new byte[24 * 32 * 3];
    private readonly byte[] _target = new byte[Pictures.Shape.Bytes];
    private readonly PixelBuffer _image = new(Pictures.Shape, Pictures.Smooth());
    private readonly BoxKernel _kernel = BoxKernel.FromSigma(1);
    private readonly ResamplingWeights _along = ResamplingWeights.For(22, 32, Interpolation.Bicubic);
    private readonly ResamplingWeights _down = ResamplingWeights.For(24, 32, Interpolation.Bicubic);

    [Benchmark(Baseline = true), BenchmarkCategory("blur")]
    public void BlurScalar()
    {
        for (int pass = 0; pass < 6; pass++)
            ScalarBlur.Columns(_source, _target, Pictures.Shape, _kernel);
    }

    [Benchmark, BenchmarkCategory("blur")]
    public void GaussianBlur() => Blur.Gaussian(_image, 1);

    [Benchmark(Baseline = true), BenchmarkCategory("resized crop")]
    public void ResizedCropScalar()
    {
        ScalarResampling.Horizontal(new PixelView(_source, Pictures.Shape, s_crop), _along, _between);
        ScalarResampling.Vertical(new PixelView(_between, new ImageShape(24, 32)), _down, _target);
    }

    [Benchmark, BenchmarkCategory("resized crop")]
    public void ResizedCrop() => Resampling.ResizedCrop(_image, s_crop, Pictures.Shape, Interpolation.Bicubic);

    [Benchmark(Baseline = true), BenchmarkCategory("flip")]
    public void FlipScalar()
    {
        for (int at = 0; at < _source.Length; at += Pictures.Shape.Stride)
            ScalarFlip.Row(_source.AsSpan(at, Pictures.Shape.Stride), _target.AsSpan(at, Pictures.Shape.Stride));
    }

    [Benchmark, BenchmarkCategory("flip")]
    public void Flip() => Geometry.FlipHorizontally(_image);
}
