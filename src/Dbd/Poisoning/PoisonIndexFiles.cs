using Dbd.Attacks;
using Dbd.Serialization;

namespace Dbd.Poisoning;

/// <summary>The files of a <see cref="PoisonIndex"/>: <c>poison_idx.npy</c>, as the reference's, and what that cannot hold.</summary>
internal static class PoisonIndexFiles
{
    private const string CoverFile = "cover_idx.npy";
    private const string LabelFile = "poison_labels.npy";

    public static PoisonIndex Load(string path, int expectedCount)
    {
        bool[] poisoned = Marks(path, expectedCount);
        string coverFile = Beside(path, CoverFile);
        bool[] covers = File.Exists(coverFile) ? Marks(coverFile, expectedCount) : new bool[expectedCount];
        int both = Enumerable.Range(0, expectedCount).FirstOrDefault(i => poisoned[i] && covers[i], -1);
        if (both >= 0)
            throw new DbdException(
                $"{coverFile} says that sample {both} is a cover, and {path} that it is poisoned: they belong to different runs.");
        string labelFile = Beside(path, LabelFile);
        return new PoisonIndex(
            [.. poisoned.Zip(covers, (p, c) => p ? SampleRole.Poisoned : c ? SampleRole.Cover : SampleRole.Clean)],
            File.Exists(labelFile) ? Labels(labelFile, expectedCount) : null);
    }

    public static void Save(PoisonIndex index, string path)
    {
        if (index.Covers.Count > 0)
            Write(Beside(path, CoverFile), index.Covers, index.Count);
        if (index.Labels is { } labels)
            Npy.Write(Beside(path, LabelFile), TensorData.From<long>(labels, labels.Length));
        // The last: whoever sees it sees them all.
        Write(path, index.Indices, index.Count);
    }

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(path) ?? "", name);

    private static void Write(string path, IReadOnlyList<int> marked, int count)
    {
        double[] marks = new double[count];
        foreach (int i in marked)
            marks[i] = 1;
        Npy.Write(path, TensorData.From<double>(marks, count));
    }

    private static bool[] Marks(string path, int expectedCount)
    {
        TensorData array = Read(path, ElementType.Float64, "poison indices", expectedCount);
        ReadOnlySpan<double> marks = array.As<double>();
        int wrong = marks.IndexOfAnyExcept(0.0, 1.0);
        if (wrong >= 0)
            throw new DbdException($"{path} has {marks[wrong]} for sample {wrong}; poison indices are 0 or 1.");
        bool[] result = new bool[marks.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = marks[i] == 1;
        return result;
    }

    private static long[] Labels(string path, int expectedCount)
    {
        long[] labels = Read(path, ElementType.Int64, "labels", expectedCount).As<long>().ToArray();
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, int.MaxValue);
        return wrong < 0 ? labels : throw new DbdException($"{path} has the label {labels[wrong]} for sample {wrong}.");
    }

    private static TensorData Read(string path, ElementType type, string what, int expectedCount)
    {
        TensorData array = Npy.Read(path);
        if (array.Type != type || array.Shape.Length != 1)
            throw new DbdException($"{path} holds {array}; {what} are {type} [{expectedCount}].");
        if (array.Count != expectedCount)
            throw new DbdException(
                $"{path} is for {array.Count} samples, but the data set has {expectedCount}: it belongs to another one.");
        return array;
    }
}
