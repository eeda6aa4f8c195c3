using Dbd.Configuration;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class ConfigFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dbd-test-").FullName;

    public ConfigFilesTests()
    {
        foreach (string file in new[] { "a.yaml", "x/b.yaml", "x/y/c.yaml", "x/y/d.yml" })
        {
            string path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/a.yaml", "a.yaml")]
    [InlineData("", "a.yaml x/b.yaml x/y/c.yaml")]
    [InlineData("/x/", "x/b.yaml x/y/c.yaml")]
    [InlineData("/**/*.yaml", "a.yaml x/b.yaml x/y/c.yaml")]
    [InlineData("/x/**/*.y*ml", "x/b.yaml x/y/c.yaml x/y/d.yml")]
    [InlineData("/*/*.yaml", "x/b.yaml")]
    [InlineData("/?.yaml", "a.yaml")]
    public void Files_folders_and_patterns_are_found(string argument, string expected) =>
        Assert.Equal(expected.Split(' '), ConfigFiles.Find([_folder + argument]).Select(f => Path.GetRelativePath(_folder, f)));

    [Theory]
    [InlineData("/b.yaml")]
    [InlineData("/z/*.yaml")]
    [InlineData("/*.toml")]
    public void What_matches_nothing_is_named(string argument) =>
        Assert.StartsWith(
            _folder + argument,
            Assert.Throws<ConfigException>(() => ConfigFiles.Find([_folder + argument])).Message,
            StringComparison.Ordinal);
}
