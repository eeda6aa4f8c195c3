using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>What <c>dotnet pack</c> makes of the libraries.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Dbd", "Apache.Arrow ParquetSharp Sep SkiaSharp SkiaSharp.NativeAssets.Linux.NoDependencies Spectre.Console YamlDotNet")]
    [InlineData(
        "Dbd.Torch",
        "Apache.Arrow Dbd Google.Protobuf Microsoft.ML.OnnxRuntime.Managed ParquetSharp Sep SkiaSharp "
            + "SkiaSharp.NativeAssets.Linux.NoDependencies Spectre.Console TorchSharp YamlDotNet")]
    public void A_package_has_what_it_should_and_needs_no_more(string project, string dependencies)
    {
        Pack(project);
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.Path, "*.nupkg")));
        string[] files = [.. package.Entries.Select(e => e.FullName)];
        Assert.Superset(
            new HashSet<string> { $"lib/net10.0/{project}.dll", $"lib/net10.0/{project}.xml", "README.md", "LICENSE" },
            files.ToHashSet(StringComparer.Ordinal));
        // No native library slips in, however it may get into the output folder.
        Assert.DoesNotContain(
            files, f => f.StartsWith("runtimes/", StringComparison.Ordinal) || f.StartsWith("content", StringComparison.Ordinal));

        XElement metadata = Metadata(package);
        Assert.Equal("Apache-2.0", Text(metadata, "license"));
        Assert.Equal("README.md", Text(metadata, "readme"));
        Assert.True(Text(metadata, "description").Length > 50);
        Assert.Equal(
            dependencies.Split(' '),
            metadata.Descendants()
                .Where(e => e.Name.LocalName == "dependency")
                .Select(e => e.Attribute("id")!.Value)
                .Order(StringComparer.Ordinal));
        Assert.NotEmpty(metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("commit")!.Value);

        using ZipArchive symbols = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.Path, "*.snupkg")));
        Assert.Contains(symbols.Entries, e => e.FullName == $"lib/net10.0/{project}.pdb");
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream nuspec = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;

    // What built this test built the project, in the same configuration.
    private void Pack(string project)
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string source = RepositoryRoot.File("src", project);
        ProcessStartInfo start = new(
            "dotnet", ["pack", source, "--no-build", "-c", configuration, "-o", _folder.Path, "-nodeReuse:false"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process pack = Process.Start(start)!;
        string output = pack.StandardOutput.ReadToEnd();
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, output);
    }
}
