using Dbd.ResultTables;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

/// <summary>Figures in pages come from the records under <c>results</c>, by <c>tools/ResultTables</c>.</summary>
public sealed class ResultTablesTests
{
    private static readonly FigureTables s_tables = new(RepositoryRoot.Path);

    public static TheoryData<string> PagesWithFigures { get; } =
    [
        .. Pages.In(RepositoryRoot.Path).Where(file => FigureBlocks.Names(File.ReadAllText(file)).Any())
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/')),
    ];

    [Theory]
    [MemberData(nameof(PagesWithFigures))]
    public void Tables_are_current(string page)
    {
        string text = File.ReadAllText(RepositoryRoot.File(page)).ReplaceLineEndings("\n");
        // A difference is mended by: dotnet run --project tools/ResultTables
        Assert.Equal(FigureBlocks.Rewrite(text, s_tables.Render), text);
    }

    [Fact]
    public void Every_table_is_on_some_page()
    {
        IEnumerable<string> used = Pages.In(RepositoryRoot.Path).SelectMany(file => FigureBlocks.Names(File.ReadAllText(file)));
        Assert.Empty(FigureTables.Names.Except(used, StringComparer.Ordinal));
    }

    [Fact]
    public void Only_what_stands_between_the_marks_is_rewritten() => Assert.Equal(
        "before\n<!-- figures: a -->\nthe table a\n<!-- end -->\n<!-- figures: b -->\nthe table b\n<!-- end -->\nafter\n",
        FigureBlocks.Rewrite(
            "before\n<!-- figures: a -->\nold\n<!-- end -->\n<!-- figures: b -->\n<!-- end -->\nafter\n", name => $"the table {name}\n"));

    [Fact]
    public void A_table_without_an_end_is_refused()
    {
        const string Page = "<!-- figures: a -->\n<!-- figures: b -->\n<!-- end -->\n";
        FormatException e = Assert.Throws<FormatException>(() => FigureBlocks.Rewrite(Page, _ => ""));
        Assert.Contains("'a'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_is_refused()
    {
        FormatException e = Assert.Throws<FormatException>(() => s_tables.Render("nothing"));
        Assert.Contains("cpu-summary", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_those_of_the_record()
    {
        using TempFolder folder = new();
        folder.Write("results/cpu/longer.json", """
            {
              "entries": [],
              "cells": [
                { "setting": "long", "attack": "badnets", "method": "No Defense", "seed": 1, "ba": 88.046, "runs": ["a", "b"] }
              ],
              "runs": [
                { "name": "a", "done": [{ "seconds": 60, "readings": {} }, { "seconds": 45, "readings": {} }] },
                { "name": "b", "done": [{ "seconds": 30, "readings": {} }] },
                { "name": "of another cell", "done": [{ "seconds": 600, "readings": {} }] }
              ]
            }
            """u8.ToArray());
        string row = new FigureTables(folder.Path).Render("cpu-longer").Split('\n')[2];
        Assert.Equal(["long", "88.05", "-", "2.3"], row.Trim('|').Split('|', StringSplitOptions.TrimEntries));
    }
}
