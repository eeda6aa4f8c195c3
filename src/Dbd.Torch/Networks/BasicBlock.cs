using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>The two-convolution residual block (He et al. 2016, figure 2).</summary>
internal sealed class BasicBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? shortcut;

    public BasicBlock(int input, int output, int stride, Precision precision)
        : base(nameof(BasicBlock))
    {
        conv1 = new Conv(input, output, kernel: 3, stride, padding: 1, precision);
        bn1 = nn.BatchNorm2d(output);
        conv2 = new Conv(output, output, kernel: 3, stride: 1, padding: 1, precision);
        bn2 = nn.BatchNorm2d(output);
        if (stride != 1 || input != output)
        {
            Conv projection = new(input, output, kernel: 1, stride, padding: 0, precision);
            shortcut = nn.Sequential(("0", projection), ("1", nn.BatchNorm2d(output)));
        }
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor inner = bn1.call(conv1.call(input)).relu_();
        Tensor residual = bn2.call(conv2.call(inner));
        return residual.add_(shortcut is null ? input : shortcut.call(input)).relu_();
    }
}
