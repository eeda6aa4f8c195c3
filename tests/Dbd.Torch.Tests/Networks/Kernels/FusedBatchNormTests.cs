using System.Runtime.CompilerServices;

using Dbd.Torch.Networks.Kernels;

using TorchSharp;
using TorchSharp.Modules;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks.Kernels;

/// <summary>The fused layer against the same formula in libtorch's float64 operators.</summary>
public sealed class FusedBatchNormTests
{
    private const double Float32Tolerance = 2e-5;
    private const double BFloat16Tolerance = 1.0 / 128;      // a rounding of 2^-9 of what is stored, and of what it is made from

    public static TheoryData<int, ScalarType, bool, bool> Cases()
    {
        TheoryData<int, ScalarType, bool, bool> cases = [];
        foreach (int channels in (int[])[1, 4, 16, 64, 96, 128])
        {
            foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.BFloat16])
            {
                cases.Add(channels, type, true, true);
                cases.Add(channels, type, false, true);
                cases.Add(channels, type, false, false);
            }
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_gives_the_results_and_gradients_of_the_formula(int channels, ScalarType type, bool withResidual, bool relu)
    {
        using IDisposable scope = NewDisposeScope();
        using BatchNorm2d norm = Layer(channels);
        Tensor x = Images(channels, type, 2.5);
        Tensor? residual = withResidual ? Images(channels, type, -0.3) : null;
        Tensor upstream = randn_like(x);
        (Tensor mean, Tensor variance) = (norm.running_mean!.clone(), norm.running_var!.clone());

        Tensor result = FusedBatchNorm.Apply(norm, x, residual, relu);
        result.backward([upstream]);

        Tensor x64 = Leaf(x);
        Tensor? residual64 = residual is null ? null : Leaf(residual);
        Tensor weight64 = Leaf(norm.weight!);
        Tensor bias64 = Leaf(norm.bias!);
        Tensor mean64 = x64.mean([0, 2, 3]);
        Tensor variance64 = x64.var([0, 2, 3], unbiased: false);
        Tensor normalised = (x64 - Column(mean64)) / (Column(variance64) + norm.eps).sqrt();
        Tensor expected = (normalised * Column(weight64)) + Column(bias64) + (residual64 ?? zeros(1, ScalarType.Float64));
        if (relu)
            expected = expected * result.gt(0).to(ScalarType.Float64);     // the same side of the ReLU where rounding decides
        expected.backward([upstream.to(ScalarType.Float64)]);

        Same(expected, result, type);
        Same(x64.grad!, x.grad!, type);
        Same(weight64.grad!, norm.weight!.grad!, ScalarType.Float32);
        Same(bias64.grad!, norm.bias!.grad!, ScalarType.Float32);
        if (residual is not null)
            Same(residual64!.grad!, residual.grad!, type);
        double rows = x.numel() / (double)channels;
        Same((0.9 * mean.to(ScalarType.Float64)) + (0.1 * mean64), norm.running_mean!, ScalarType.Float32);
        Same((0.9 * variance.to(ScalarType.Float64)) + (0.1 * variance64 * (rows / (rows - 1))), norm.running_var!, ScalarType.Float32);
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
        Assert.Equal(x.dtype, result.dtype);
        Assert.True(result.permute(0, 2, 3, 1).is_contiguous());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluation_uses_the_running_statistics_and_leaves_them(int channels, ScalarType type, bool withResidual, bool relu)
    {
        using IDisposable scope = NewDisposeScope();
        using BatchNorm2d norm = Layer(channels);
        norm.eval();
        using IDisposable _ = no_grad();
        Tensor x = Images(channels, type, 2.5).detach();
        Tensor? residual = withResidual ? Images(channels, type, -0.3).detach() : null;
        (Tensor mean, Tensor variance) = (norm.running_mean!.clone(), norm.running_var!.clone());

        Tensor expected = nn.functional.batch_norm(
            Wide(x), Wide(mean), Wide(variance), Wide(norm.weight!), Wide(norm.bias!), training: false, eps: norm.eps);
        expected = residual is null ? expected : expected + Wide(residual);

        Same(relu ? expected.relu() : expected, FusedBatchNorm.Apply(norm, x, residual, relu), type);
        Assert.True(mean.Equals(norm.running_mean!));
        Assert.True(variance.Equals(norm.running_var!));
        Assert.Equal(0, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void A_number_that_is_none_stays_visible()
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.BFloat16])
        {
            using BatchNorm2d norm = Layer(16);
            norm.eval();
            Tensor x = Images(16, type, 0).detach();
            x[0, 3, 1, 1] = float.NaN;
            Tensor result = FusedBatchNorm.Apply(norm, x);
            Assert.True(result[0, 3, 1, 1].isnan().ToBoolean());
            Assert.Equal(1, result.isnan().sum().ToInt64());
        }
    }

    // A last batch of one picture whose map has shrunk to a pixel.
    [Fact]
    public void One_value_a_channel_has_no_variance_and_is_refused_in_training()
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using BatchNorm2d norm = Layer(16);
        Assert.Throws<DbdException>(() => FusedBatchNorm.Apply(norm, randn(1, 16, 1, 1)));
        norm.eval();
        Assert.Equal([1, 16, 1, 1], FusedBatchNorm.Apply(norm, randn(1, 16, 1, 1)).shape);
    }

    [Fact]
    public void The_same_sums_come_in_the_same_order()
    {
        using IDisposable scope = NewDisposeScope();
        Tensor x = Images(16, ScalarType.Float32, 1);
        Tensor first = Pass();
        for (int i = 0; i < 5; i++)
            Assert.True(first.Equals(Pass()));

        Tensor Pass()
        {
            using BatchNorm2d norm = Layer(16);
            return FusedBatchNorm.Apply(norm, x);
        }
    }

    [Fact]
    public void Nothing_is_left_after_a_pass()
    {
        using BatchNorm2d norm = Layer(16);
        TensorLeaks.None(Pass);

        void Pass()
        {
            using IDisposable scope = NewDisposeScope();
            Tensor x = Images(16, ScalarType.BFloat16, 1);
            FusedBatchNorm.Apply(norm, FusedBatchNorm.Apply(norm, x, relu: false), residual: x).sum().backward();
        }
    }

    private static BatchNorm2d Layer(int channels)
    {
        random.manual_seed(channels);
        BatchNorm2d norm = nn.BatchNorm2d(channels);
        using IDisposable _ = no_grad();
        norm.weight!.uniform_(0.5, 1.5);
        norm.bias!.normal_(0, 0.5);
        norm.running_mean!.normal_();
        norm.running_var!.uniform_(0.5, 2);
        return norm;
    }

    // 4 pictures of 6x8: whole vectors for each number of channels but 96, which goes libtorch's way.
    private static Tensor Images(int channels, ScalarType type, double mean) =>
        (randn(4, 6, 8, channels) + mean).to(type).permute(0, 3, 1, 2).detach().requires_grad_();

    private static Tensor Wide(Tensor tensor) => tensor.to(ScalarType.Float64);

    private static Tensor Leaf(Tensor tensor) => Wide(tensor.detach()).requires_grad_();

    private static Tensor Column(Tensor channels) => channels.view(1, -1, 1, 1);

    private static void Same(Tensor expected, Tensor actual, ScalarType type, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        double tolerance = type == ScalarType.BFloat16 ? BFloat16Tolerance : Float32Tolerance;
        tolerance *= Math.Max(1, expected.abs().max().ToDouble());
        double difference = (expected - Wide(actual)).abs().max().ToDouble();
        Assert.True(difference <= tolerance, $"{what} is off by {difference}, more than {tolerance}.");
    }
}
