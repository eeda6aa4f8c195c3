using System.Globalization;

using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>Labelled pictures of one size, held once in memory: immutable, shared by threads, never copied.</summary>
public interface IDataset
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The size of every picture.</summary>
    ImageShape Shape { get; }

    /// <summary>The names of the classes, in label order.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>One picture.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns>uint8 <c>[height, width, 3]</c>, RGB, row-major.</returns>
    ReadOnlySpan<byte> Image(int index);

    /// <summary>The label that the picture came with.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns>In [0, number of classes).</returns>
    int Label(int index);

    /// <summary>What a person finds the sample by.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The picture's file, from the data's folder on, with <c>/</c>; or the sample's number where pictures have no files.</returns>
    string Name(int index) => index.ToString(CultureInfo.InvariantCulture);
}
