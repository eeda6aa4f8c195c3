using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Data.Formats.Brought;

/// <summary>Whole numbers that backdoor-toolbox saved: a Python list or a tensor.</summary>
internal static class ToolboxIndices
{
    /// <summary>Reads which samples of a set are named.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="others">Samples that are named elsewhere.</param>
    /// <returns>Ascending.</returns>
    /// <exception cref="DbdException">The file is damaged, or a sample is none of the set, or is named twice.</exception>
    public static int[] Of(string path, int count, IReadOnlyList<int> others)
    {
        HashSet<int> named = [.. others];
        foreach (long index in Read(path))
        {
            if (index < 0 || index >= count)
                throw new DbdException($"{path} names sample {index}; expected 0 to {count - 1}.");
            if (!named.Add((int)index))
                throw new DbdException($"{path} names sample {index}, which is named before.");
        }
        return [.. named.Except(others).Order()];
    }

    /// <summary>Reads whole numbers.</summary>
    /// <exception cref="DbdException">The file is damaged, or holds something else.</exception>
    public static long[] Read(string path) => TorchFile.ReadAny(path) switch
    {
        TensorData { Shape.Length: not 1 } tensor => throw Other(path, tensor),
        var saved => PyValue.Elements(saved)?.Select(PyValue.Whole).ToArray() is { } numbers && !numbers.Contains(null)
            ? [.. numbers.Select(n => n!.Value)]
            : throw Other(path, saved),
    };

    private static DbdException Other(string path, object? saved) =>
        new($"{path} holds {PyValue.Describe(saved)}; expected whole numbers.");
}
