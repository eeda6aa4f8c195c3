using System.Text.Json;

namespace Dbd.Testing;

/// <summary>A case of <c>tests/golden</c>: an operation, its parameters, and what PIL, torchvision or PyTorch made of it.</summary>
/// <param name="Folder">Where its files lie.</param>
/// <param name="Json">The case as it stands in <c>cases.json</c>.</param>
public sealed record GoldenCase(string Folder, JsonElement Json)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public string Op => Json.GetProperty("op").GetString()!;

    public JsonElement Params => Json.GetProperty("params");

    public double Tolerance => Json.TryGetProperty("tolerance", out JsonElement t) ? t.GetDouble() : 0;

    /// <summary>Whether the tolerance is relative to the largest wanted element (<c>rel</c>), not absolute (<c>abs</c>).</summary>
    public bool IsRelative => Json.TryGetProperty("tolerance_kind", out JsonElement k) && k.GetString() == "rel";

    /// <summary>Full path of the only input, or of a named one.</summary>
    public string Input(string? name = null) => FileOf("input", name);

    /// <summary>Full path of the only output, or of a named one.</summary>
    public string Output(string? name = null) => FileOf("output", name);

    /// <summary>The names of the outputs; empty if there is only one, unnamed.</summary>
    public IEnumerable<string> OutputNames =>
        Json.GetProperty("output") is { ValueKind: JsonValueKind.Object } o ? o.EnumerateObject().Select(p => p.Name) : [];

    /// <summary>Fails unless <paramref name="got"/> equals <paramref name="want"/> within the case's tolerance.</summary>
    public void Check(ReadOnlySpan<double> want, ReadOnlySpan<double> got)
    {
        Xunit.Assert.Equal(want.Length, got.Length);
        double largest = 0;
        foreach (double w in want)
            largest = Math.Max(largest, Math.Abs(w));
        double allowed = IsRelative ? Tolerance * largest + 1e-7 : Tolerance;
        for (int i = 0; i < want.Length; i++)
        {
            if (!(Math.Abs(want[i] - got[i]) <= allowed))
                Xunit.Assert.Fail($"{Id}: element {i} is {got[i]:R}, not {want[i]:R}; allowed difference {allowed:R}.");
        }
    }

    public override string ToString() => Id;

    private string FileOf(string side, string? name)
    {
        JsonElement e = Json.GetProperty(side);
        return Path.Combine(Folder, (name is null ? e : e.GetProperty(name)).GetString()!);
    }
}

/// <summary>The golden cases of the repository, and of the folders that <c>DBD_GOLDEN</c> names (separated by ':').</summary>
public static class Golden
{
    private static readonly Lazy<List<GoldenCase>> s_cases = new(() => [.. Folders().SelectMany(Read)]);

    /// <summary>The cases of an operation, for <c>[MemberData]</c>: one reported test a case.</summary>
    /// <param name="op">The operation's name.</param>
    /// <returns>Rows of (folder, id).</returns>
    public static IEnumerable<Xunit.TheoryDataRow<string, string>> Rows(string op) =>
        s_cases.Value.Where(c => c.Op == op).Select(c => new Xunit.TheoryDataRow<string, string>(c.Folder, c.Id));

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
