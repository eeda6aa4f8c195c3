using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>A wide residual network without dropout: pre-activation blocks in three groups of 16, 32 and 64 times the widening factor
/// channels.</summary>
/// <remarks>Zagoruyko and Komodakis, "Wide Residual Networks", BMVC 2016, table 1. State dict names are those of the PyTorch form that ABL
/// and others measure on, with <c>fc</c> as the linear layer.</remarks>
public sealed class WideResNet : Backbone
{
    private const int Stem = 16;

    private readonly Conv conv1;
    private readonly Group block1;
    private readonly Group block2;
    private readonly Group block3;
    private readonly BatchNorm2d bn1;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="depth">Number of convolutions: 6 times the blocks of a group, and 4.</param>
    /// <param name="widening">The widening factor.</param>
    /// <param name="precision">Of the convolutions.</param>
    public WideResNet(int depth, int widening, Precision precision)
        : base($"wide_resnet{depth}_{widening}", features: 4 * Stem * widening, precision)
    {
        int blocks = (depth - 4) / 6;
        int width = Stem * widening;
        conv1 = new Conv(3, Stem, kernel: 3, stride: 1, padding: 1, precision);
        block1 = new Group(blocks, Stem, width, stride: 1, precision);
        block2 = new Group(blocks, width, 2 * width, stride: 2, precision);
        block3 = new Group(blocks, 2 * width, 4 * width, stride: 2, precision);
        bn1 = nn.BatchNorm2d(4 * width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override string PublishedLinear => "fc";

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T stem = on.Conv(conv1, images);
        using T first = block1.Describe(on, stem);
        using T second = block2.Describe(on, first);
        using T third = block3.Describe(on, second);
        using T maps = on.Norm(bn1, third);
        return on.Mean(maps);
    }

    private sealed class Group : Part
    {
        private readonly Sequence layer;

        public Group(int blocks, int input, int output, int stride, Precision precision)
            : base(nameof(Group))
        {
            layer = new Sequence(
            [
                Block(input, output, stride, precision),
                .. Enumerable.Range(1, blocks - 1).Select(_ => Block(output, output, 1, precision)),
            ]);
            RegisterComponents();
        }

        public override T Describe<T>(ILayers<T> on, T x) => layer.Describe(on, x);

        private static PreActBlock Block(int input, int output, int stride, Precision precision) =>
            new(input, output, stride, precision, "convShortcut", conv => conv);
    }
}
