namespace Dbd.Configuration;

/// <summary>Makes records of a document. Keys are the properties' names in snake_case; <c>required</c> properties must be there,
/// the others have their initializer as default. Everything is checked: unknown keys, types, null, and the limits that
/// <c>[Range]</c>, <c>[AllowedValues]</c>, <c>[Length]</c>, <c>[MinLength]</c> and <c>[MaxLength]</c> tell.</summary>
/// <remarks>A property is a string, bool, int, long, double, enum, a record of such, an <see cref="IReadOnlyList{T}"/>, a
/// <see cref="Choice{T}"/>, a pipeline of choices, or a type with <c>static T FromConfig(IReadOnlyList&lt;int&gt;)</c>. A record with
/// <c>static T FromConfig(string)</c> may be a mere name in the file.</remarks>
/// <param name="registries">The names that choices may use, one registry for each product.</param>
internal sealed class ConfigBinder(params IRegistry[] registries)
{
    /// <summary>Binds a document.</summary>
    /// <typeparam name="T">A record with settable properties and a constructor without parameters.</typeparam>
    /// <param name="document">What the file says.</param>
    /// <exception cref="ConfigException">The first thing that is wrong: file, line, key, problem, advice.</exception>
    public T Bind<T>(ConfigDocument document)
        where T : class =>
        (T)Bind(document, typeof(T));

    /// <summary>Binds a document to a record whose type is known only now.</summary>
    /// <param name="document">What the file says.</param>
    /// <param name="record">Its type, as for <see cref="Bind{T}"/>.</param>
    /// <exception cref="ConfigException">The first thing that is wrong: file, line, key, problem, advice.</exception>
    public object Bind(ConfigDocument document, Type record) => new RecordBinder(registries).Record(document.Root, record);
}
