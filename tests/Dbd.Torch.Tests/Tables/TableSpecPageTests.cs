using System.Xml.Linq;

using Dbd.Configuration;
using Dbd.Testing;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

/// <summary>The reference page of a table's file is made of its options: their keys, types, defaults, and XML comments.</summary>
public sealed class TableSpecPageTests
{
    private static readonly (Type Type, string Where)[] s_parts =
    [
        (typeof(TableSpec), "The file"), (typeof(StageOverrides), "An entry of `stages`"), (typeof(AttackSpec), "An entry of `attacks`"),
        (typeof(MethodSpec), "An entry of `methods`"), (typeof(StageSpec), "An entry of a method's `stages`"),
        (typeof(SettingSpec), "An entry of `settings`"),
    ];

    private static readonly Dictionary<string, XElement> s_comments = XDocument
        .Load(Path.ChangeExtension(typeof(TableSpec).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    [Fact]
    public void The_page_is_that_of_the_options()
    {
        string file = RepositoryRoot.File("docs", "table-spec.md");
        string page = Page();
        if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != page)
        {
            File.WriteAllText(RepositoryRoot.File("docs", "table-spec.received.txt"), page);
            Assert.Fail("docs/table-spec.md is not current. Look at docs/table-spec.received.txt, and rename it.");
        }
        File.Delete(RepositoryRoot.File("docs", "table-spec.received.txt"));
    }

    [Fact]
    public void Every_option_is_explained() => Assert.All(
        s_parts.SelectMany(part => RecordShape.Of(part.Type).Keyed.Select(key => Comment(part.Type, key))),
        comment => Assert.True(comment.Length > 10));

    private static string Page() =>
        "# The file of a table\n"
        + "What `./dbd table SPEC` reads; how it is used says [experiments.md](experiments.md). This page is made of the program's\n"
        + "options (`tests/Dbd.Torch.Tests/Tables/TableSpecPageTests.cs`): do not edit it by hand.\n"
        + string.Concat(s_parts.Select(part => $"\n## {part.Where}\n{Text(Of($"T:{part.Type.FullName}"))}\n\n{Table(part.Type)}"));

    private static string Table(Type type) =>
        "| key | what it takes | default | what it is |\n|:--|:--|:--|:--|\n"
        + string.Concat(RecordShape.Of(type).Keyed.Select(key =>
            $"| `{key.Key}` | {Words(key)} | {Default(type, key)} | {Comment(type, key)} |\n"));

    private static string Words(ConfigProperty key) => key.Type.Description + key.Limits.Description;

    private static string Default(Type type, ConfigProperty key) => key.IsRequired
        ? "required"
        : $"`{YamlWriter.Flow(ConfigPrinter.Value(key.Type, key.Get(RecordShape.Of(type).New())))}`";

    private static string Comment(Type type, ConfigProperty key) =>
        Text(Of($"P:{type.FullName}.{type.GetProperties().Single(p => SnakeCase.Of(p.Name) == key.Key).Name}"));

    private static XElement Of(string member) => s_comments[member].Element("summary")!;

    // References are told by the last part of their name.
    private static string Text(XElement summary)
    {
        string text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } name => Named(name.Value.Split('.')[^1]),
            _ => node.ToString(),
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Named(string reference) => reference switch
    {
        nameof(DefenseCatalog) => "the [catalogue of defenses](adding-a-defense.md)",
        _ => $"`{reference}`",
    };
}
