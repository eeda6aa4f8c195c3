namespace Dbd.ResultTables;

/// <summary>The records under <c>results</c>.</summary>
/// <param name="root">The repository's root.</param>
internal sealed class Records(string root)
{
    /// <summary>A table's record.</summary>
    /// <param name="name">Folder and file below <c>results</c>, as <c>cpu/table</c>.</param>
    public TableRecord Table(string name) => TableRecord.Read(File($"{name}.json"));

    /// <summary>The record of one training.</summary>
    /// <param name="name">Folder and file below <c>results</c>.</param>
    public RunRecord Run(string name) => Json.Read<RunRecord>(File($"{name}.json"));

    /// <summary>The rows of a CSV file, each by its columns' names.</summary>
    /// <param name="name">Folder and file below <c>results</c>.</param>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(string name)
    {
        string[][] lines = [.. System.IO.File.ReadAllLines(File($"{name}.csv")).Select(l => l.Split(','))];
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(c => c.First, c => c.Second))];
    }

    /// <summary>The lines of a log.</summary>
    /// <param name="name">Folder and file below <c>results</c>.</param>
    public IReadOnlyList<string> Log(string name) => System.IO.File.ReadAllLines(File($"{name}.log"));

    private string File(string name) => Path.Combine([root, "results", .. name.Split('/')]);
}
