using Dbd.Torch.Networks.Layers;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>A backbone and SimCLR's projection head, whose output has length 1: what <c>simclr</c> trains.</summary>
/// <remarks>Chen et al., "A Simple Framework for Contrastive Learning of Visual Representations", ICML 2020, section 2.1;
/// the BatchNorm inside the head is the reference's.</remarks>
public sealed class ContrastiveNetwork : nn.Module<Tensor, Tensor>
{
    private const int Projected = 128;

    private readonly Backbone backbone;
    private readonly Sequential proj_head;

    /// <summary>Makes the network; its head is drawn from libtorch's default generator.</summary>
    /// <param name="backbone">Becomes part of it.</param>
    public ContrastiveNetwork(Backbone backbone)
        : base(nameof(ContrastiveNetwork))
    {
        this.backbone = backbone;
        int features = backbone.Features;
        proj_head = nn.Sequential(
            ("0", nn.Linear(features, features)),
            ("1", nn.BatchNorm1d(features)),
            ("2", nn.ReLU()),
            ("3", nn.Linear(features, Projected)));
        RegisterComponents();
    }

    /// <summary>Projected features of images.</summary>
    /// <param name="input">float32 [B, 3, H, W], normalised.</param>
    /// <returns>float32 [B, 128], rows of length 1.</returns>
    public override Tensor forward(Tensor input) =>
        nn.functional.normalize(Project(backbone.call(input)), p: 2, dim: 1);

    private Tensor Project(Tensor features)
    {
        if (backbone.Processes.Size == 1)
            return proj_head.call(features);
        using Tensor hidden = ((Linear)proj_head[0]).call(features);
        using Tensor normalised = new TorchLayers(backbone.Processes).NormRelu((BatchNorm1d)proj_head[1], hidden);
        return ((Linear)proj_head[3]).call(normalised);
    }
}
