using System.Text.RegularExpressions;

using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

public sealed partial class GoldenCoverageTests
{
    [Fact]
    public void Every_golden_operation_has_a_test()
    {
        HashSet<string> tested = [.. Sources().SelectMany(s => Rows().Matches(s)).Select(m => m.Groups["op"].Value)];
        Assert.Empty(Golden.Ops().Except(tested));
    }

    [Fact]
    public void Cases_of_several_folders_are_told_apart()
    {
        (string, string)[] rows = [.. Golden.Ops().SelectMany(Golden.Rows).Select(r => r.Data)];
        Assert.Equal(rows.Length, rows.Distinct().Count());
        Assert.All(rows, r => Assert.Equal(r.Item2, Golden.Case(r.Item1, r.Item2).Id));
    }

    private static IEnumerable<string> Sources() => ((string[])["Dbd.Tests", "Dbd.Torch.Tests"])
        .SelectMany(project => Directory.EnumerateFiles(RepositoryRoot.File("tests", project), "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"Golden\.Rows(?:\)\s*,\s*|\()""(?<op>\w+)""")]
    private static partial Regex Rows();
}
