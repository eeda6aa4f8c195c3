using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Runtime;

using TorchSharp.Modules;
using TorchSharp.Utils;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>Options of <c>vgg19_bn</c>.</summary>
public sealed record Vgg19Options : NetworkOptions, IDescribed
{
    /// <summary>Channels of the first convolutions; the paper's is 64.</summary>
    [Range(1, 1024)]
    public int Width { get; init; } = 64;

    /// <summary>Units of each of the two hidden linear layers, which are features in the end; the paper's is 4096. They hold most of
    /// the weights.</summary>
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 4096;

    string IDescribed.Description => $"width {Width}, hidden {Hidden}";
}

/// <summary>VGG-19 with BatchNorm: sixteen convolutions, five max-pools, means over a grid of 7x7, two hidden linear layers with
/// dropout. Its state dict is torchvision's, with <c>classifier.6</c> as the linear layer; BackdoorBench measures on this form at
/// 32x32 too.</summary>
/// <remarks>Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", ICLR 2015, table 1,
/// configuration E. Its features are those of the last hidden layer.</remarks>
public sealed class Vgg19 : Backbone
{
    private const int Grid = 7;

    private readonly VggConvolutions features;
    private readonly HiddenLayers classifier;

    /// <summary>Makes the network with fresh weights, drawn from libtorch's default generator.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="precision">Of the convolutions.</param>
    public Vgg19(Vgg19Options options, Precision precision)
        : base("vgg19_bn", options.Hidden, precision)
    {
        features = new VggConvolutions(options.Width, precision);
        classifier = new HiddenLayers(Grid * Grid * features.Output, options.Hidden);
        RegisterComponents();
    }

    /// <summary>Five max-pools leave a pixel of 32.</summary>
    public override int LeastSize => 32;

    /// <inheritdoc/>
    public override string PublishedLinear => "classifier.6";

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T images)
    {
        using T maps = features.Describe(on, images);
        using T means = on.Means(maps, Grid);
        return classifier.Describe(on, means);
    }

    private sealed class HiddenLayers : Part
    {
        [ComponentName(Name = "0")]
        private readonly Linear first;

        [ComponentName(Name = "2")]
        private readonly Dropout dropout;

        [ComponentName(Name = "3")]
        private readonly Linear second;

        public HiddenLayers(int input, int hidden)
            : base(nameof(HiddenLayers))
        {
            first = Initialised(nn.Linear(input, hidden));
            dropout = nn.Dropout(0.5);
            second = Initialised(nn.Linear(hidden, hidden));
            RegisterComponents();
        }

        public override T Describe<T>(ILayers<T> on, T x)
        {
            using T low = on.LinearRelu(first, x);
            using T kept = on.Dropout(dropout, low);
            using T high = on.LinearRelu(second, kept);
            return on.Dropout(dropout, high);
        }

        private static Linear Initialised(Linear linear)
        {
            nn.init.normal_(linear.weight!, mean: 0, std: 0.01);
            nn.init.zeros_(linear.bias!);
            return linear;
        }
    }
}
