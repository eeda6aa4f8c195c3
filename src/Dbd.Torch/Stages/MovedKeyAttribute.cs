namespace Dbd.Torch.Stages;

/// <summary>Tells that the reference's files have a top-level key of a stage within another mapping: both places are the same.</summary>
/// <param name="holder">The top-level key under which the reference has it.</param>
/// <param name="key">The key.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MovedKeyAttribute(string holder, string key) : Attribute
{
    /// <summary>The top-level key under which the reference has it.</summary>
    public string Holder => holder;

    /// <summary>The key.</summary>
    public string Key => key;
}
