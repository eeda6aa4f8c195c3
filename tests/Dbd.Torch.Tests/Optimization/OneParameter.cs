using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Optimization;

/// <summary>A network of one child with one parameter.</summary>
internal sealed class OneParameter : nn.Module
{
    private readonly Child child;

    public OneParameter(Tensor value)
        : base(nameof(OneParameter))
    {
        child = new Child(value);
        RegisterComponents();
    }

    public Parameter Parameter => child.Value;

    private sealed class Child : nn.Module
    {
        private readonly Parameter value;

        public Child(Tensor initial)
            : base(nameof(Child))
        {
            value = new Parameter(initial.clone());
            RegisterComponents();
        }

        public Parameter Value => value;
    }
}
