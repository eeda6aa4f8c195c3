using System.Collections;

namespace Dbd.Configuration;

/// <summary>An entry of a registry: a name that a configuration may use.</summary>
/// <param name="Name">The key as written in the file.</param>
/// <param name="Summary">One line for <c>dbd list</c>.</param>
/// <param name="Source">The paper or program it comes from.</param>
/// <param name="OptionsType">The record that its keys are bound to.</param>
public sealed record RegistryEntry(string Name, string Summary, string Source, Type OptionsType)
{
    internal Func<object, object> Factory { get; init; } = static o => o;
}

/// <summary>What the binder needs to know of a <see cref="Registry{T}"/>.</summary>
public interface IRegistry
{
    /// <summary>What the entries are, in the singular: <c>attack</c>.</summary>
    string Kind { get; }

    /// <summary>What the entries make.</summary>
    Type ProductType { get; }

    /// <summary>The entries, in the order of the catalogue.</summary>
    IReadOnlyList<RegistryEntry> Entries { get; }
}

/// <summary>The options of an entry that has none.</summary>
public sealed record NoOptions;

/// <summary>The names that a configuration may use for one kind of thing, with their options and how to make them. It is
/// filled by a collection initializer that a person can read.</summary>
/// <typeparam name="T">What the entries make.</typeparam>
/// <param name="kind">What the entries are, in the singular: <c>attack</c>.</param>
public sealed class Registry<T>(string kind) : IRegistry, IEnumerable<RegistryEntry>
    where T : class
{
    private readonly List<RegistryEntry> _entries = [];

    /// <inheritdoc/>
    public string Kind => kind;

    /// <inheritdoc/>
    public Type ProductType => typeof(T);

    /// <inheritdoc/>
    public IReadOnlyList<RegistryEntry> Entries => _entries;

    /// <summary>Adds an entry.</summary>
    /// <typeparam name="TOptions">The record that its keys are bound to.</typeparam>
    /// <param name="name">The key as written in the file.</param>
    /// <param name="summary">One line for <c>dbd list</c>.</param>
    /// <param name="source">The paper or program it comes from.</param>
    /// <param name="factory">Makes it from its options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add<TOptions>(string name, string summary, string source, Func<TOptions, T> factory)
        where TOptions : class
    {
        if (_entries.Exists(e => e.Name == name))
            throw new ArgumentException($"There is already a {kind} named {name}.", nameof(name));
        _entries.Add(new RegistryEntry(name, summary, source, typeof(TOptions)) { Factory = o => factory((TOptions)o) });
    }

    /// <summary>Makes what an entry stands for.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="options">Its options, of the entry's <see cref="RegistryEntry.OptionsType"/>.</param>
    public T Create(RegistryEntry entry, object options) => (T)entry.Factory(options);

    /// <inheritdoc/>
    public IEnumerator<RegistryEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
