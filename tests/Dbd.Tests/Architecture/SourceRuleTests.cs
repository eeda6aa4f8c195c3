using Xunit;

namespace Dbd.Tests.Architecture;

/// <summary>What <c>BannedSymbols.txt</c> cannot say, since it knows no folders.</summary>
public sealed class SourceRuleTests
{
    [Theory]
    [InlineData("NewDisposeScope", "src/Dbd.Torch/Training/", "src/Dbd.Torch/Evaluation/", "src/Dbd.Torch/Checkpoints/Tensors.cs", "src/Dbd.Torch/Deployment/TorchImageClassifier.cs", "src/Dbd.Torch/Networks/Kernels/FusedBatchNormFunction.cs",
        "src/Dbd.Torch/Networks/Kernels/WinogradFunction.cs", "src/Dbd.Torch/Runtime/ProductRate.cs")]
    [InlineData(".backward(", "src/Dbd.Torch/Training/TrainLoop.cs")]
    [InlineData("Console.Write", "src/Dbd.Cli/")]
    [InlineData("Console.Out", "src/Dbd.Cli/")]
    [InlineData("Console.Error", "src/Dbd.Cli/")]
    [InlineData("manual_seed", "src/Dbd.Torch/Stages/StageSetup.cs")]
    [InlineData("async ", "src/Dbd/Datasets/Download/", "src/Dbd.Cli/")]
    public void Only_some_places_may_say(string text, params string[] places) => Assert.Empty(SourceFile.All
        .Where(f => f.Code.Contains(text, StringComparison.Ordinal) && !places.Any(p => f.Path.StartsWith(p, StringComparison.Ordinal)))
        .Select(f => f.Path));

    [Theory]
    [InlineData("NewDisposeScope")]
    [InlineData(".backward(")]
    [InlineData("Console.Error")]
    [InlineData("manual_seed")]
    public void The_rules_look_for_what_is_there(string text) =>
        Assert.Contains(SourceFile.All, f => f.Code.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Files_are_short_enough_to_be_read_at_once() => Assert.Empty(SourceFile.All
        .Select(f => (f.Path, Lines: f.Code.Count(c => c == '\n')))
        .Where(f => f.Lines > 220)
        .Select(f => $"{f.Path} has {f.Lines} lines"));
}
