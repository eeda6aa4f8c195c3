using System.Text.RegularExpressions;

using Dbd.RoomPicture;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

/// <summary>What <c>BannedSymbols.txt</c> cannot say, since it knows no folders.</summary>
public sealed class SourceRuleTests
{
    private static readonly IReadOnlyList<SourceFile> s_files = SourceFile.Below(RepositoryRoot.Path);

    [Theory]
    [InlineData(
        "NewDisposeScope",
        "src/Dbd.Torch/Training/",
        "src/Dbd.Torch/Evaluation/",
        "src/Dbd.Torch/Checkpoints/Tensors.cs",
        "src/Dbd.Torch/Crafting/",
        "src/Dbd.Torch/Deployment/TorchImageClassifier.cs",
        "src/Dbd.Torch/Networks/Kernels/FusedBatchNormFunction.cs",
        "src/Dbd.Torch/Networks/Kernels/OperatorBatchNormCall.cs",
        "src/Dbd.Torch/Networks/Kernels/WinogradFunction.cs",
        "src/Dbd.Torch/Runtime/ProductRate.cs")]
    [InlineData(".backward(", "src/Dbd.Torch/Training/TrainLoop.cs")]
    [InlineData("Console.Write", "src/Dbd.Cli/")]
    [InlineData("Console.Out", "src/Dbd.Cli/")]
    [InlineData("Console.Error", "src/Dbd.Cli/")]
    [InlineData("manual_seed", "src/Dbd.Torch/Stages/StageSetup.cs")]
    [InlineData("async ", "src/Dbd/Data/Download/", "src/Dbd.Cli/")]
    public void Only_some_places_may_say(string text, params string[] places) => Assert.Empty(s_files
        .Where(f => f.Code.Contains(text, StringComparison.Ordinal) && !places.Any(p => f.Path.StartsWith(p, StringComparison.Ordinal)))
        .Select(f => f.Path));

    [Theory]
    [InlineData("NewDisposeScope")]
    [InlineData(".backward(")]
    [InlineData("Console.Error")]
    [InlineData("manual_seed")]
    public void The_rules_look_for_what_is_there(string text) =>
        Assert.Contains(s_files, f => f.Code.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Files_are_short_enough_to_be_read_at_once() => Assert.Empty(s_files
        .Select(f => (f.Path, Lines: f.Code.Count(c => c == '\n')))
        .Where(f => f.Lines > 220)
        .Select(f => $"{f.Path} has {f.Lines} lines"));

    // A stage, an attack, a network says itself what others need to know of it. Its own folder, the catalogue's line and, for stages, the
    // defenses that are made of them may name it.
    [Theory]
    [InlineData("src/Dbd.Torch/Stages/", "src/Dbd.Torch/Stages/Catalog/StageCatalog.cs", "src/Dbd.Torch/Defenses/Recipe/")]
    [InlineData("src/Dbd/Attacks/", "src/Dbd/DataCatalog.cs", null)]
    [InlineData("src/Dbd.Torch/Networks/Backbones/MobileNetV2.cs", "src/Dbd.Torch/TrainingCatalog.cs", null)]
    [InlineData("src/Dbd.Torch/Networks/Backbones/PreActResNet18.cs", "src/Dbd.Torch/TrainingCatalog.cs", null)]
    [InlineData("src/Dbd.Torch/Networks/Backbones/ResNet.cs", "src/Dbd.Torch/TrainingCatalog.cs", null)]
    [InlineData("src/Dbd.Torch/Networks/Backbones/ResNet18.cs", "src/Dbd.Torch/TrainingCatalog.cs", null)]
    [InlineData("src/Dbd.Torch/Networks/Backbones/Vgg19.cs", "src/Dbd.Torch/TrainingCatalog.cs", null)]
    [InlineData("src/Dbd.Torch/Networks/Backbones/WideResNet.cs", "src/Dbd.Torch/TrainingCatalog.cs", null)]
    public void Nobody_else_asks_which_one_it_is(string folder, string catalogue, string? also)
    {
        (string Home, string Type)[] own =
        [
            .. s_files.Where(f => f.Path.StartsWith(folder, StringComparison.Ordinal))
                .Where(f => f.Path == folder || f.Path[folder.Length..].Contains('/', StringComparison.Ordinal))
                .Where(f => !f.Path.StartsWith("src/Dbd.Torch/Stages/Catalog/", StringComparison.Ordinal))
                .Select(f => (f.Types, Home: f.Path == folder ? folder : Path.GetDirectoryName(f.Path)!.Replace('\\', '/')))
                .SelectMany(f => f.Types.Select(type => (f.Home, type))),
        ];
        Assert.NotEmpty(own);
        Assert.Empty(
            from file in s_files
            where file.Path != catalogue && (also is null || !file.Path.StartsWith(also, StringComparison.Ordinal))
            from type in own
            where !file.Path.StartsWith(type.Home, StringComparison.Ordinal) && Regex.IsMatch(file.Code, $@"\b{type.Type}\b")
            select $"{file.Path} names {type.Type}");
    }

    [Theory]
    [InlineData("supervise")]
    [InlineData("simclr")]
    [InlineData("mixmatch_finetune")]
    [InlineData("badnets")]
    [InlineData("blend")]
    [InlineData("resnet18_cifar")]
    public void No_name_of_one_is_compared_with(string name) => Assert.Empty(
        from file in s_files
        let text = File.ReadAllText(RepositoryRoot.File(file.Path))
        where Regex.IsMatch(text, $@"(==|!=|\bis|\bis not|\bcase|\bor) ""{name}""|""{name}"" =>")
        select file.Path);
}
