namespace Dbd.Torch.Stages;

/// <summary>Gives an option of a stage, a whole number, a flag of its own on the command line, as the reference's program has it.</summary>
/// <param name="name">With hyphens, e.g. <c>--min-interval</c>.</param>
/// <param name="description">One line of help.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CommandFlagAttribute(string name, string description) : Attribute
{
    /// <summary>With hyphens.</summary>
    public string Name => name;

    /// <summary>One line of help.</summary>
    public string Description => description;
}
