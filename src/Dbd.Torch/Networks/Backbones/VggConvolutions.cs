using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>VGG-19's convolutions, each with BatchNorm and ReLU, and its max-pools: one list, in which torchvision numbers all of
/// these.</summary>
internal sealed class VggConvolutions : Part
{
    // Between two max-pools: how many convolutions, and their channels as a multiple of the width.
    private static readonly (int Count, int Multiple)[] s_stages = [(2, 1), (2, 2), (4, 4), (4, 8), (4, 8)];

    // Null is a max-pool.
    private readonly List<(Conv Conv, BatchNorm2d Norm)?> _steps = [];

    public VggConvolutions(int width, Precision precision)
        : base(nameof(VggConvolutions))
    {
        int number = 0;
        int input = 3;
        foreach ((int count, int multiple) in s_stages)
        {
            for (int i = 0; i < count; i++, number += 3, input = multiple * width)
                Add(number, new Conv(input, multiple * width, kernel: 3, stride: 1, padding: 1, precision, biased: true));
            _steps.Add(null);
            number++;
        }
        Output = input;
    }

    /// <summary>Channels in the end.</summary>
    public int Output { get; }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x)
    {
        T? result = null;
        foreach ((Conv Conv, BatchNorm2d Norm)? step in _steps)
        {
            using T? input = result;
            result = step is { } layers
                ? on.ConvNorm(layers.Conv, layers.Norm, input ?? x)
                : on.MaxPool(input ?? x, kernel: 2, stride: 2, padding: 0);
        }
        return result!;
    }

    private void Add(int number, Conv conv)
    {
        BatchNorm2d norm = nn.BatchNorm2d(conv.Output);
        register_module($"{number}", conv);
        register_module($"{number + 1}", norm);
        _steps.Add((conv, norm));
    }
}
