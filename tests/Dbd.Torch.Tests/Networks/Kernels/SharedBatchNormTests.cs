using Dbd.Torch.Networks.Kernels;
using Dbd.Torch.Runtime;
using Dbd.Torch.Tests.Runtime;

using TorchSharp;
using TorchSharp.Modules;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks.Kernels;

/// <summary>BatchNorm over a batch of which this process has half, against one process that has all of it.</summary>
public sealed class SharedBatchNormTests
{
    private const int Channels = 16;
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData(4, 4, true)]       // our kernel
    [InlineData(3, 3, true)]       // 9 rows of 16 channels fill no vectors: libtorch's operators
    [InlineData(4, 4, false)]
    [InlineData(3, 3, false)]
    public void Half_a_batch_in_each_of_two_processes_is_the_whole_one_in_one(int height, int width, bool withResidual)
    {
        using IDisposable scope = NewDisposeScope();
        random.manual_seed(3);
        Tensor half = ChannelsLast(randn(3, Channels, height, width) * 2 + 0.5);
        Tensor residual = ChannelsLast(randn(3, Channels, height, width));
        Tensor upstream = ChannelsLast(randn(3, Channels, height, width));
        Pass whole = new(cat([half, half]), withResidual ? cat([residual, residual]) : null, cat([upstream, upstream]), Alone.Instance);
        Pass shared = new(half, withResidual ? residual : null, upstream, new TwinGroup());

        Same(whole.Result[..3], shared.Result);
        Same(whole.Input.grad![..3], shared.Input.grad!);
        Same(whole.Norm.running_mean!, shared.Norm.running_mean!);
        Same(whole.Norm.running_var!, shared.Norm.running_var!);
        Same(whole.Norm.weight!.grad! / 2, shared.Norm.weight!.grad!);
        Same(whole.Norm.bias!.grad! / 2, shared.Norm.bias!.grad!);
        if (withResidual)
            Same(whole.Residual!.grad![..3], shared.Residual!.grad!);
        Assert.Equal(1, shared.Norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Vectors_are_normalised_over_all_processes_too()
    {
        using IDisposable scope = NewDisposeScope();
        random.manual_seed(4);
        Tensor half = randn(5, Channels) * 3 - 1;
        using BatchNorm1d one = nn.BatchNorm1d(Channels);
        using BatchNorm1d two = nn.BatchNorm1d(Channels);
        Same(one.call(cat([half, half])).relu()[..5], FusedBatchNorm.Apply(two, half, group: new TwinGroup()));
        Same(one.running_var!, two.running_var!);
    }

    [Fact]
    public void A_process_without_an_image_takes_part()
    {
        using IDisposable scope = NewDisposeScope();
        random.manual_seed(5);
        using BatchNorm2d norm = nn.BatchNorm2d(Channels);
        // The other process has a batch of ten values a channel, all 2.
        Tensor nothing = ChannelsLast(zeros(0, Channels, 4, 4)).requires_grad_(true);
        Tensor result = FusedBatchNorm.Apply(norm, nothing, group: new OtherHas(rows: 10, value: 2));
        result.sum().backward();
        Assert.Equal(0, result.shape[0]);
        Assert.All(norm.running_mean!.data<float>().ToArray(), mean => Assert.Equal(0.2, mean, 1e-6));
        Assert.All(norm.weight!.grad!.data<float>().ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void One_value_a_channel_in_all_processes_together_is_refused()
    {
        using IDisposable scope = NewDisposeScope();
        using BatchNorm2d norm = nn.BatchNorm2d(Channels);
        Assert.Throws<DbdException>(() =>
            FusedBatchNorm.Apply(norm, ChannelsLast(zeros(0, Channels, 1, 1)), group: new OtherHas(rows: 1, value: 2)));
    }

    private static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static void Same(Tensor expected, Tensor actual)
    {
        double scale = Math.Max(1, expected.abs().max().ToDouble());
        Assert.InRange((expected - actual).abs().max().ToDouble() / scale, 0, Tolerance);
    }

    private sealed class Pass
    {
        public Pass(Tensor x, Tensor? residual, Tensor upstream, IProcessGroup group)
        {
            Norm = nn.BatchNorm2d(Channels);
            Input = ChannelsLast(x).requires_grad_(true);
            Residual = residual is null ? null : ChannelsLast(residual).requires_grad_(true);
            Result = FusedBatchNorm.Apply(Norm, Input, Residual, relu: true, group);
            Result.backward([ChannelsLast(upstream)]);
        }

        public BatchNorm2d Norm { get; }

        public Tensor Input { get; }

        public Tensor? Residual { get; }

        public Tensor Result { get; }
    }

    // What is summed in the forward pass are shifted sums, squares, and rows; the running mean is 0, so the shift is too.
    private sealed class OtherHas(double rows, double value) : IProcessGroup
    {
        public int Rank => 0;

        public int Size => 2;

        public string Name => "";

        public void Sum(Tensor tensor)
        {
        }

        public void Sum(Span<double> numbers)
        {
            if (numbers.Length != 2 * Channels + 1)
                return;
            for (int c = 0; c < Channels; c++)
            {
                numbers[c] += rows * value;
                numbers[Channels + c] += rows * value * value;
            }
            numbers[^1] += rows;
        }

        public Tensor Gather(Tensor tensor) => tensor.clone();

        public void Broadcast(Tensor tensor)
        {
        }

        public void Abort(int exitCode)
        {
        }
    }
}
