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

    /// <summary>The answer where it is no file; undefined where it is one.</summary>
    public JsonElement Expected => Json.TryGetProperty("expected", out JsonElement e) ? e : default;

    /// <summary>The most elements that may differ at all, within the tolerance.</summary>
    public int MaxDiffering => Json.TryGetProperty("max_differing", out JsonElement m) ? m.GetInt32() : int.MaxValue;

    /// <summary>Whether the case shows what a source gives by chance of its arithmetic, and cannot fail.</summary>
    public bool IsInformative => Json.TryGetProperty("informative", out JsonElement i) && i.GetBoolean();

    /// <summary>Full path of the only input, or of a named one.</summary>
    public string Input(string? name = null) => FileOf("input", name);

    /// <summary>Full path of the only output, or of a named one.</summary>
    public string Output(string? name = null) => FileOf("output", name);

    /// <summary>Whether there is an input of a name.</summary>
    public bool HasInput(string name) => Json.GetProperty("input").TryGetProperty(name, out _);

    /// <summary>The names of the outputs; empty if there is only one, unnamed.</summary>
    public IEnumerable<string> OutputNames =>
        Json.GetProperty("output") is { ValueKind: JsonValueKind.Object } o ? o.EnumerateObject().Select(p => p.Name) : [];

    /// <summary>Fails unless <paramref name="got"/> equals <paramref name="want"/> within the case's tolerance; an informative case is
    /// skipped, with the largest difference.</summary>
    public void Check(ReadOnlySpan<double> want, ReadOnlySpan<double> got)
    {
        Xunit.Assert.Equal(want.Length, got.Length);
        GoldenDifference difference = GoldenDifference.Of(want, got);
        if (IsInformative)
            Xunit.Assert.Skip($"{Id} is informative: {difference}.");
        double allowed = IsRelative ? Tolerance * difference.LargestWanted + 1e-7 : Tolerance;
        if (!(difference.Largest <= allowed) || difference.Count > MaxDiffering)
            Xunit.Assert.Fail($"{Id}: {difference}; allowed difference {allowed:R} in at most {MaxDiffering}.");
    }

    public override string ToString() => Id;

    private string FileOf(string side, string? name)
    {
        JsonElement e = Json.GetProperty(side);
        return Path.Combine(Folder, (name is null ? e : e.GetProperty(name)).GetString()!);
    }
}
