using Dbd.Torch.Networks.Kernels;

using TorchSharp;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks.Kernels;

/// <summary>The convolution by transforms against libtorch's in float64.</summary>
public sealed class WinogradTests
{
    private const double Tolerance = 5e-6;

    public static TheoryData<int, int, int, int, int> Shapes() => new()
    {
        // images, height, width, inputs, outputs
        { 1, 2, 2, 16, 16 },
        { 3, 4, 4, 128, 128 },
        { 2, 8, 8, 64, 64 },
        { 5, 16, 16, 32, 32 },
        { 2, 32, 32, 16, 16 },
        { 3, 6, 10, 48, 16 },
        { 7, 4, 6, 16, 80 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Results_and_gradients_are_those_of_a_convolution(int images, int height, int width, int inputs, int outputs)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor x = Images(images, inputs, height, width).requires_grad_();
        Tensor weight = randn(outputs, inputs, 3, 3).requires_grad_();
        Tensor upstream = Images(images, outputs, height, width);

        Tensor result = WinogradFunction.Apply(x, weight);
        result.backward([upstream]);

        (Tensor x64, Tensor weight64) = (Wide(x).requires_grad_(), Wide(weight).requires_grad_());
        Tensor expected = nn.functional.conv2d(x64, weight64, null, [1, 1], [1, 1]);
        expected.backward([Wide(upstream)]);
        Same(expected, result);
        Same(x64.grad!, x.grad!);
        Same(weight64.grad!, weight.grad!);
        Assert.True(result.permute(0, 2, 3, 1).is_contiguous());
    }

    [Fact]
    public void Kernels_may_lie_in_memory_in_either_order()
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Tensor x = Images(3, 32, 8, 8);
        Tensor weight = randn(16, 32, 3, 3);
        Tensor channelsLast = weight.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Assert.True(WinogradFunction.Apply(x, weight).Equals(WinogradFunction.Apply(x, channelsLast)));
    }

    [Fact]
    public void A_number_that_is_none_stays_visible()
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Tensor x = Images(2, 16, 8, 8);
        x[1, 3, 5, 5] = float.NaN;
        Tensor result = WinogradFunction.Apply(x, randn(16, 16, 3, 3));
        Assert.False(result[0].isnan().any().ToBoolean());
        Assert.True(result[1].select(1, 5).select(1, 5).isnan().all().ToBoolean());
    }

    [Theory]
    [InlineData(16, 16, 8, 7, ScalarType.Float32)]       // an odd side
    [InlineData(24, 16, 8, 8, ScalarType.Float32)]       // channels that do not fill registers
    [InlineData(16, 24, 8, 8, ScalarType.Float32)]
    [InlineData(16, 16, 8, 8, ScalarType.BFloat16)]
    [InlineData(128, 144, 8, 8, ScalarType.Float32)]     // more kernels than a cache holds
    public void What_does_not_suit_is_left_to_libtorch(int inputs, int outputs, int height, int width, ScalarType type)
    {
        using IDisposable scope = NewDisposeScope();
        Assert.False(WinogradFunction.Suits(Images(2, inputs, height, width).to(type), randn(outputs, inputs, 3, 3)));
    }

    [Fact]
    public void Images_plane_by_plane_are_left_to_libtorch()
    {
        using IDisposable scope = NewDisposeScope();
        Assert.True(WinogradFunction.Suits(Images(2, 16, 8, 8), randn(16, 16, 3, 3)));
        Assert.False(WinogradFunction.Suits(randn(2, 16, 8, 8), randn(16, 16, 3, 3)));
    }

    private static Tensor Images(int count, int channels, int height, int width) =>
        randn(count, height, width, channels).permute(0, 3, 1, 2);

    private static Tensor Wide(Tensor t) => t.detach().to(ScalarType.Float64);

    private static void Same(Tensor expected, Tensor actual)
    {
        double scale = expected.abs().max().ToDouble();
        Assert.InRange((expected - Wide(actual)).abs().max().ToDouble() / scale, 0, Tolerance);
    }
}
