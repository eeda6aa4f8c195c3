using Dbd.Configuration;
using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Attacks.Bpp;

/// <summary>The other picture of each cover: drawn, or given by a file (<c>others</c>).</summary>
internal sealed class Partners
{
    private const string Key = "others";

    private readonly long[]? _given;

    /// <summary>Reads the file, if one is named.</summary>
    /// <exception cref="ConfigException">It is missing, or no list of whole numbers.</exception>
    public Partners(string? path)
    {
        if (path is null)
            return;
        TensorData array = ArrayFile.Read(Key, path);
        _given = array is { Type: ElementType.Int64, Shape.Length: 1 }
            ? array.As<long>().ToArray()
            : throw new ConfigException(Key, $"{path} holds {array}.", "It must be Int64 [covers]: the other picture of each cover.");
    }

    /// <summary>The number of a cover's other picture.</summary>
    /// <param name="context">The cover.</param>
    /// <param name="count">Pictures in its set.</param>
    /// <exception cref="ConfigException">What is given is of another set.</exception>
    public int Of(in StampContext context, int count)
    {
        if (_given is null)
        {
            Rng rng = context.Rng;
            return rng.NextInt(count);
        }
        if (_given.Length != context.Of)
            throw new ConfigException(Key, $"{_given.Length} numbers are given for {context.Of} covers.", "Give one a cover.");
        long other = _given[context.Place];
        return other >= 0 && other < count
            ? (int)other
            : throw new ConfigException(Key, $"{other} is no picture of {count}.", $"Numbers are 0 to {count - 1}.");
    }
}
