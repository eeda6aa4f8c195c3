namespace Dbd.Torch.Defenses.Catalog;

/// <summary>DBD as it was published, with the reference's configurations.</summary>
/// <remarks>Huang, Li, Wu, Qin, Ren, "Backdoor Defense via Decoupling the Training Process", ICLR 2022, figure 2.</remarks>
internal sealed class PublishedDbd : IDefense
{
    private const string File = "{attack}/cifar10_resnet18/example.yaml";

    /// <inheritdoc/>
    public string Title => "DBD";

    /// <inheritdoc/>
    public string Takes => IDefense.Nothing;

    /// <inheritdoc/>
    public string Recipes => "config/defense";

    /// <inheritdoc/>
    public IReadOnlyList<DefenseStep> Steps { get; } = [new("simclr") { File = File }, new("mixmatch_finetune") { File = File }];
}
