using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

using Dbd.Imaging;

namespace Dbd.Benchmarks;

/// <summary>Operations on the colours of a 32x32 picture.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ColourBenchmarks
{
    private readonly byte[] _pixels = Pictures.Smooth();
    private readonly byte[] _other = Pictures.Smooth();
    private readonly float[] _numbers = new float[Pictures.Shape.Bytes];
    private readonly Normalization _normalization = new([0.4914, 0.4822, 0.4465], [0.2023, 0.1994, 0.2010]);

    [Benchmark(Baseline = true), BenchmarkCategory("hue")]
    public void HueScalar() => ScalarHue.Turn(_pixels, 10);

    [Benchmark, BenchmarkCategory("hue")]
    public void Hue() => Colour.AdjustHue(_pixels, 0.04);

    [Benchmark(Baseline = true), BenchmarkCategory("saturation")]
    public void SaturationScalar() => ScalarColour.BlendFromGrey(_pixels, 0.9f);

    [Benchmark, BenchmarkCategory("saturation")]
    public void Saturation() => Colour.AdjustSaturation(_pixels, 0.9);

    [Benchmark(Baseline = true), BenchmarkCategory("luma")]
    public long LumaScalar() => ScalarColour.LumaSum(_pixels);

    [Benchmark, BenchmarkCategory("luma")]
    public long LumaSum() => Luma.Sum(_pixels);

    [Benchmark(Baseline = true), BenchmarkCategory("blend")]
    public void BlendScalar() => ScalarColour.Blend(_pixels, _other, 0.1f);

    [Benchmark, BenchmarkCategory("blend")]
    public void Blend() => Blending.Blend(_pixels, _other, 0.1);

    [Benchmark(Baseline = true), BenchmarkCategory("normalize")]
    public void NormalizeScalar() => _normalization.ApplyTable(_pixels, _numbers);

    [Benchmark, BenchmarkCategory("normalize")]
    public void Normalize() => _normalization.Apply(_pixels, _numbers);
}
