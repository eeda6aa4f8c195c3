using System.Text.RegularExpressions;

using Dbd.Testing;

namespace Dbd.Tests.Architecture;

/// <summary>A C# file of src, without comments and literals.</summary>
internal sealed partial record SourceFile(string Path, string Code)
{
    public static IReadOnlyList<SourceFile> All { get; } = [.. Read()];

    public string Namespace => NamespaceLine().Match(Code).Groups["name"].Value;

    public static IEnumerable<SourceFile> In(string project) => All.Where(f => f.Path.StartsWith($"src/{project}/", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> Read()
    {
        string src = RepositoryRoot.File("src");
        foreach (string file in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/');
            if (!path.Contains("/obj/", StringComparison.Ordinal))
                yield return new SourceFile(path, CommentOrLiteral().Replace(File.ReadAllText(file), ""));
        }
    }

    [GeneratedRegex(""""//[^\n]*|/\*.*?\*/|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'"""")]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
