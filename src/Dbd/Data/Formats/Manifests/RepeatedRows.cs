namespace Dbd.Data.Formats.Manifests;

/// <summary>Pictures that several rows of a manifest name.</summary>
internal static class RepeatedRows
{
    /// <summary>Refuses a picture with two labels, and tells of those that are there again.</summary>
    /// <param name="rows">The file that each row names, and its class and split.</param>
    /// <param name="where">Tells a row, by its index, as an error begins: <c>data.csv, row 3 of its data</c>.</param>
    /// <param name="warnings">Is told of repetitions.</param>
    /// <exception cref="DbdException">A picture has two labels: names both rows.</exception>
    public static void Check(
        IReadOnlyList<(string Path, string Class, string Split)> rows, Func<int, string> where, List<string> warnings)
    {
        Dictionary<string, int> first = new(rows.Count, StringComparer.Ordinal);
        List<int> again = [];
        List<int> elsewhere = [];
        foreach ((int i, (string path, string name, string split)) in rows.Index())
        {
            if (first.TryAdd(path, i))
                continue;
            (_, string before, string splitBefore) = rows[first[path]];
            if (before != name)
                throw new DbdException(
                    $"{where(first[path])}, and row {i + 1}: {path} has the label '{before}' in one and '{name}' in the other. "
                        + "Remove the row that is wrong.");
            (split == splitBefore ? again : elsewhere).Add(i);
        }
        if (again is [var row, ..])
            warnings.Add(
                $"{again.Count} rows name a picture that a row before them names, the first {where(row)}: {rows[row].Path}. "
                    + "Each is a sample of its own.");
        if (elsewhere is [var other, ..])
            warnings.Add(
                $"{elsewhere.Count} rows name a picture that a row of another split names, the first {where(other)}: {rows[other].Path}. "
                    + "What is trained on should not be tested on.");
    }
}
