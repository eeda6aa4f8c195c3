namespace Dbd.Torch.Stages;

/// <summary>The roles that stages of this house give to earlier runs; another stage may have others.</summary>
internal static class InputRole
{
    /// <summary>A run whose backbone is taken over.</summary>
    public const string Backbone = "backbone";

    /// <summary>A run whose model says which labels can be believed.</summary>
    public const string Judge = "judge";

    /// <summary>A short supervised run, which tells what it fits suspiciously early.</summary>
    public const string Witness = "witness";
}
