using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>What a user builds in a folder of their own: the README's example on the packed packages, and a copy of the sample.</summary>
public sealed class OutsideTests : IDisposable
{
    private static readonly string s_configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_README_s_example_compiles_as_it_stands_on_the_packed_packages_and_runs()
    {
        foreach (string project in (string[])["Dbd", "Dbd.Torch"])
        {
            // What built this test built the project, in the same configuration.
            string source = RepositoryRoot.File("src", project);
            DotNet("pack", source, "--no-build", "-c", s_configuration, "-o", _folder.File("feed"), "-nodeReuse:false");
        }
        string package = Assert.Single(Directory.GetFiles(_folder.File("feed"), "Dbd.Torch.*.nupkg"));
        string version = Path.GetFileNameWithoutExtension(package)["Dbd.Torch.".Length..];
        File.WriteAllText(
            _folder.File("nuget.config"),
            """<configuration><packageSources><add key="packed" value="feed" /></packageSources></configuration>""");
        Write(
            "App/App.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Dbd.Torch" Version="{version}" />
                {Reference(LibTorch)}
                {Reference("Microsoft.ML.OnnxRuntime")}
              </ItemGroup>
            </Project>
            """);
        string[] readme = File.ReadAllLines(RepositoryRoot.File("README.md"));
        Write("App/Program.cs", string.Join('\n', readme.SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```")));
        string program = Build("App");

        CifarBinaryWriter.Write(_folder.File("data"), Some(80), Some(20));
        string told = DotNet(program, _folder.File("data"), _folder.File("out"), TinyRecipe.In(_folder));
        Assert.Contains("No label stands out", told, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("out", "model.onnx")));
    }

    [Fact]
    public void A_copy_of_the_sample_prepares_pictures_as_predict_does()
    {
        foreach (string file in Directory.GetFiles(RepositoryRoot.File("samples", "Classify")))
            Write($"Classify/{Path.GetFileName(file)}", File.ReadAllText(file));
        string program = Build("Classify");

        string config = RepositoryRoot.File("config", "supervise", "badnets", "cifar10_resnet18", "example.yaml");
        CifarBinaryWriter.Write(_folder.File("data"), Some(20), Some(20));
        Shell export = Shell.Run(
            "export", RepositoryRoot.File("tests", "golden", "checkpoint_w8.pt"), "--out", _folder.File("model.onnx"), "--config", config,
            "--set", "network.resnet18_cifar.width=8", "--set", $"dataset_dir={_folder.File("data")}",
            "--set", $"backdoor.badnets.trigger_path={RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}");
        Assert.Equal((0, ""), (export.Code, export.Error));
        string[] pictures = [.. Pictures()];
        string told = DotNet([program, _folder.File("model.onnx"), .. pictures]);
        Assert.Equal(
            pictures.Select(picture =>
            {
                string[] cells = Shell.Run("predict", _folder.File("model.onnx"), picture).Output.Split('\n')[1].Split(',');
                double probability = double.Parse(cells[4], CultureInfo.InvariantCulture);
                return $"{picture}: {cells[3]} ({probability.ToString("P1", CultureInfo.InvariantCulture)})";
            }),
            told.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void A_copy_of_the_sample_takes_the_versions_that_are_used_here()
    {
        XElement[] updates =
        [
            .. XDocument.Load(RepositoryRoot.File("samples", "Classify", "Classify.csproj"))
                .Descendants("PackageReference").Where(e => e.Attribute("Update") is not null),
        ];
        Assert.Equal(3, updates.Length);
        Assert.All(updates, e => Assert.Equal(VersionOf(e.Attribute("Update")!.Value), e.Attribute("Version")!.Value));
    }

    private static string LibTorch =>
        OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64"
        : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64"
        : "libtorch-cpu-linux-x64";

    private static IImageSource Some(int count) => Synthetic.Generate(seed: 1, SyntheticSplit.Test, count);

    private static string Reference(string package) => $"""<PackageReference Include="{package}" Version="{VersionOf(package)}" />""";

    private static string VersionOf(string package) => XDocument.Load(RepositoryRoot.File("Directory.Packages.props"))
        .Descendants("PackageVersion").Single(e => e.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    // Wide and high ones, which squeezing would change, and one that a camera was held sideways for.
    private IEnumerable<string> Pictures()
    {
        foreach ((int i, (int height, int width)) in new[] { (20, 48), (301, 77), (32, 32), (7, 90) }.Index())
        {
            Rng rng = Rng.For(seed: 1, Purpose.Embedding, index: i);
            ImageShape shape = new(height, width);
            byte[] pixels =
                [.. Enumerable.Range(0, shape.Bytes).Select(p => (byte)(p / 3 % width * 127 / width + rng.NextDouble() * 120))];
            string path = _folder.Write($"{i}.png", []);
            PictureFile.WritePng(path, pixels, shape);
            yield return path;
        }
        _folder.Jpeg("sideways.jpg", orientation: 6);
        yield return _folder.File("sideways.jpg");
    }

    private void Write(string name, string text) => _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    // Packages of the machine are used where they are; ours stay in the test's folder.
    private string Build(string project)
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        DotNet(
            "build", _folder.File(project, $"{project}.csproj"), "-c", "Release", "-v", "q", "-nodeReuse:false",
            $"-p:RestorePackagesPath={_folder.File("packages")}", $"-p:RestoreFallbackFolders={packages}",
            "-p:CreateHardLinksForCopyLocalIfPossible=true", "-p:UseSharedCompilation=false");
        return Directory.GetFiles(_folder.File(project, "bin"), $"{project}.dll", SearchOption.AllDirectories)[0];
    }

    private string DotNet(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
#pragma warning disable xUnit1031 // the process has ended
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}{error.Result}");
#pragma warning restore xUnit1031
        return output;
    }
}
