namespace Dbd.Configuration;

/// <summary>Names the key of a property where it is not the property's name in snake_case (<c>T_max</c>).</summary>
/// <param name="name">The key as written in the file.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigKeyAttribute(string name) : Attribute
{
    /// <summary>The key as written in the file.</summary>
    public string Name => name;
}

/// <summary>Marks the <see cref="Choice{T}"/> whose name stands <em>beside</em> the other keys of its record, not under a
/// key of its own: the reference's <c>backdoor: {poison_ratio: .., target_label: .., badnets: {..}}</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineAttribute : Attribute;

/// <summary>Marks a key that the reference has and that means nothing here; it is read, checked for its type and ignored.</summary>
/// <param name="reason">Why it has no effect, for <c>dbd check</c> and the documentation.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoEffectAttribute(string reason) : Attribute
{
    /// <summary>Why it has no effect.</summary>
    public string Reason => reason;
}
