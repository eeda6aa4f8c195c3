using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

/// <summary>A line is read without scrolling, and two files fit side by side on a wide screen.</summary>
public sealed class LineWidthTests
{
    private const int Limit = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void No_line_is_longer_than_140_columns(string folder)
    {
        string[] files =
        [
            .. Directory.GetFiles(RepositoryRoot.File(folder), "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => File.ReadLines(RepositoryRoot.File(file))
            .Select((line, i) => (line.Length, Place: $"{file}:{i + 1} has {line.Length} columns"))
            .Where(line => line.Length > Limit)
            .Select(line => line.Place)));
    }
}
