namespace Dbd.Torch.Tests.Networks;

/// <summary>Every network that a configuration can name, as small as it can be made.</summary>
internal static class SmallNetworks
{
    private static readonly Dictionary<string, string> s_options = new()
    {
        ["resnet18_cifar"] = "width: 4",
        ["preact_resnet18"] = "width: 4",
        ["vgg19_bn"] = "width: 4, hidden: 24",
        ["resnet18"] = "width: 4",
        ["resnet50"] = "width: 4",
        ["mobilenet_v2"] = "width_mult: 0.2",
    };

    // Wide residual networks have one size each; the larger is of the smaller's class.
    public static Xunit.TheoryData<string> All { get; } =
    [
        .. TrainingCatalog.Networks.Select(n => n.Name).Where(n => n != "wide_resnet28_10")
            .Select(n => $"{n}: {{{s_options.GetValueOrDefault(n, "")}}}"),
    ];
}
