namespace Dbd.Torch.Stages;

/// <summary>The keys by which a configuration is known to be of a stage. The reference's files have no <c>stage:</c> key; of the stages
/// whose keys are all there, the one with the most of them is meant.</summary>
/// <param name="keys">Joined by dots.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StageKeysAttribute(params string[] keys) : Attribute
{
    /// <summary>The keys.</summary>
    public IReadOnlyList<string> Keys => keys;
}
