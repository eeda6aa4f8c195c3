using System.Text.RegularExpressions;

namespace Dbd.RoomPicture;

/// <summary>A C# file of src, without comments and literals.</summary>
/// <param name="Path">From the repository's root, with <c>/</c>.</param>
/// <param name="Code">The code that is left.</param>
internal sealed partial record SourceFile(string Path, string Code)
{
    /// <summary>The namespace that it declares; empty if none.</summary>
    public string Namespace { get; } = NamespaceLine().Match(Code).Groups["name"].Value;

    /// <summary>The names of the types at its top level.</summary>
    public IReadOnlyList<string> Types { get; } = [.. Declaration().Matches(Code).Select(m => m.Groups["name"].Value)];

    /// <summary>All files below <c>src</c>.</summary>
    /// <param name="root">The repository's root.</param>
    public static IReadOnlyList<SourceFile> Below(string root) =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path: System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(f => !f.Path.Contains("/obj/", StringComparison.Ordinal))
            .Select(f => new SourceFile(f.Path, CommentOrLiteral().Replace(File.ReadAllText(f.File), ""))),
    ];

    [GeneratedRegex(""""//[^\n]*|/\*.*?\*/|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'"""")]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?:[a-z]+ )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>\[\],.?]+) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
