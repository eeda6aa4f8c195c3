using System.Text.RegularExpressions;

using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

public sealed partial class DocumentationTests
{
    private static readonly string[] s_folders = ["docs", "bench", "config", "data", "tests", "tools", ".github"];

    public static TheoryData<string> Pages { get; } =
    [
        .. Directory.GetFiles(RepositoryRoot.Path, "*.md")
            .Concat(s_folders.Select(f => RepositoryRoot.File(f)).Where(Directory.Exists)
                .SelectMany(f => Directory.GetFiles(f, "*.md", SearchOption.AllDirectories)))
            .Select(f => Path.GetRelativePath(RepositoryRoot.Path, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page) => Assert.Empty(Link().Matches(Text(page))
        .Select(m => m.Groups["target"].Value)
        .Where(t => !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("mailto:", StringComparison.Ordinal))
        .Where(t => !t.StartsWith('#'))
        .Where(t => !Path.Exists(Path.Combine(Path.GetDirectoryName(RepositoryRoot.File(page))!, t.Split('#')[0])))
        .Select(t => $"{page}: {t}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Paths_in_backticks_exist(string page) => Assert.Empty(QuotedPath().Matches(Text(page))
        .Select(m => m.Groups["path"].Value)
        .Where(p => !Path.Exists(RepositoryRoot.File(p)))
        .Select(p => $"{page}: {p}"));

    [Fact]
    public void The_paper_map_names_files_and_tests()
    {
        string map = Text("docs/paper-map.md");
        Assert.True(QuotedPath().Count(map) > 30);
    }

    [Fact]
    public void The_classes_of_the_walk_through_are_compiled_and_tested()
    {
        string[] compiled =
        [
            .. Directory.GetFiles(RepositoryRoot.File("tests", "Dbd.Tests", "Attacks"), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText),
        ];
        string[] classes =
        [
            .. Code().Matches(Text("docs/adding-an-attack.md"))
                .Select(m => m.Groups["code"].Value)
                .Where(c => c.Contains("namespace ", StringComparison.Ordinal)),
        ];
        Assert.Equal(3, classes.Length);
        Assert.All(classes, c => Assert.Contains(c, compiled));
    }

    private static string Text(string page) => File.ReadAllText(RepositoryRoot.File(page));

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(?:src|tests|bench|tools|docs)/[\w./-]+)`")]
    private static partial Regex QuotedPath();
}
