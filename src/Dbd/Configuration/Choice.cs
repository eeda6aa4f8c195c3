namespace Dbd.Configuration;

/// <summary>A choice, whatever it makes.</summary>
internal interface IChoice
{
    string Name { get; }

    object Options { get; }
}

/// <summary>One entry of a <see cref="Registry{T}"/> chosen in a configuration, with its options:
/// <c>optimizer: {SGD: {lr: 0.1, ..}}</c>. In a file it is a mapping of one key.</summary>
/// <typeparam name="T">What the registry's entries make.</typeparam>
/// <param name="entry">The entry that was named.</param>
/// <param name="options">Its options, of type <see cref="RegistryEntry.OptionsType"/>.</param>
/// <param name="locate">The place of an option, by its key.</param>
public sealed class Choice<T>(RegistryEntry entry, object options, Func<string, ConfigLocation> locate)
    : IChoice
    where T : class
{
    /// <summary>The name in the file.</summary>
    public string Name => entry.Name;

    /// <summary>The options, of type <see cref="RegistryEntry.OptionsType"/>.</summary>
    public object Options => options;

    /// <summary>The name, and what tells the options from others: <c>resnet18_cifar, width 16</c>.</summary>
    public string Description => options is IDescribed described ? $"{Name}, {described.Description}" : Name;

    /// <summary>The same with other options.</summary>
    /// <param name="change">Gives options of the same type.</param>
    public Choice<T> With(Func<object, object> change) => new(entry, change(options), locate);

    /// <summary>Makes the thing that was chosen.</summary>
    /// <exception cref="ConfigException">An option does not fit the world (a missing file): with file, line and full key.</exception>
    public T Create() => Locating(() => (T)entry.Factory(options));

    /// <summary>Uses what was chosen; what shows to be wrong with its options only then (a trigger of the wrong size) gets its
    /// place.</summary>
    /// <typeparam name="TResult">What the use gives.</typeparam>
    /// <param name="use">Uses it.</param>
    /// <exception cref="ConfigException">An option is wrong: with file, line and full key.</exception>
    public TResult Locating<TResult>(Func<TResult> use)
    {
        try
        {
            return use();
        }
        catch (ConfigException e) when (e.Location.File is null)
        {
            throw new ConfigException(locate(e.Location.Key), e.Problem, e.Advice, e);
        }
    }
}
