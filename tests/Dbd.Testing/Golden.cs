using System.Text.Json;

namespace Dbd.Testing;

/// <summary>The golden cases of the repository, and of the folders that <c>DBD_GOLDEN</c> names (separated by ':').</summary>
public static class Golden
{
    private static readonly Lazy<List<GoldenCase>> s_cases = new(() => [.. Folders().SelectMany(Read)]);

    /// <summary>The cases of an operation, for <c>[MemberData]</c>: one reported test a case; without cases, one that is skipped.</summary>
    /// <param name="op">The operation's name.</param>
    /// <returns>Rows of (folder, id).</returns>
    public static IEnumerable<Xunit.TheoryDataRow<string, string>> Rows(string op) =>
        s_cases.Value.Where(c => c.Op == op).Select(c => new Xunit.TheoryDataRow<string, string>(c.Folder, c.Id))
            .DefaultIfEmpty(new("", op) { Skip = $"No golden case of {op}; DBD_GOLDEN names folders with more." });

    /// <summary>A case by what <see cref="Rows"/> gave.</summary>
    public static GoldenCase Case(string folder, string id) => s_cases.Value.Single(c => c.Folder == folder && c.Id == id);

    /// <summary>The names of all operations that occur.</summary>
    public static IEnumerable<string> Ops() => s_cases.Value.Select(c => c.Op).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Folders()
    {
        yield return RepositoryRoot.File("tests", "golden");
        string more = Environment.GetEnvironmentVariable("DBD_GOLDEN") ?? "";
        foreach (string folder in more.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            yield return folder;
    }

    private static IEnumerable<GoldenCase> Read(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        JsonElement root = document.RootElement.Clone();
        foreach (JsonElement c in root.GetProperty("cases").EnumerateArray())
            yield return new GoldenCase(folder, c);
    }
}
