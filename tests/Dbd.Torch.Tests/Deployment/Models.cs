using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Torch.Deployment;
using Dbd.Torch.Networks;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Deployment;

/// <summary>Networks as training leaves them, their descriptions, and CIFAR-10's pictures among the golden files.</summary>
internal static class Models
{
    public static ModelDescription Describe(
        string network = "resnet18_cifar: {width: 4}",
        string size = "32",
        string mean = "0.49, 0.48, 0.45",
        string std = "0.25, 0.24, 0.26") =>
        ModelDescription.Parse(
            $$"""
            network: {{{network}}}
            class_names: [airplane, car, "it's, a bird", cat, deer, dog, frog, horse, ship, truck]
            size: {{size}}
            normalize: {mean: [{{mean}}], std: [{{std}}]}
            """,
            "a test");

    /// <summary>A network whose BatchNorm has seen data, so that it is no identity.</summary>
    public static Classifier Trained(ModelDescription description)
    {
        random.manual_seed(5);
        Classifier network = description.Build();
        foreach ((string name, Tensor value) in network.state_dict())
        {
            using IDisposable _ = no_grad();
            if (name.EndsWith("running_var"))
                value.uniform_(0.5, 2);
            else if (value.dim() == 1 && value.dtype == ScalarType.Float32)
                value.add_(randn_like(value) * 0.2);
        }
        network.eval();
        return network;
    }

    public static PixelBuffer[] Pictures() => [.. Enumerable.Range(0, 6).Select(i => Picture($"img_cifar{i}.npy"))];

    private static PixelBuffer Picture(string name)
    {
        GoldenArray array = GoldenArray.Read(RepositoryRoot.File("tests", "golden", name));
        return new PixelBuffer(new ImageShape(array.Shape[0], array.Shape[1]), array.Bytes);
    }
}
