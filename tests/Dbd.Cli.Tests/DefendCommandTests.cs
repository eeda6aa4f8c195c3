using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class DefendCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public DefendCommandTests() => CifarBinaryWriter.Write(
        _folder.File("data"), Synthetic.Generate(seed: 1, SyntheticSplit.Train, 80), Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_are_defended_and_a_second_call_tells_the_same()
    {
        string recipe = TinyRecipe.In(_folder);
        Shell shell = Defend("--config", recipe);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("The model is right on ", shell.Output, StringComparison.Ordinal);
        foreach (string file in (string[])["report.html", "suspects.csv", "model.pt", "model.onnx", "run.json"])
        {
            Assert.Contains(_folder.File("out", file), shell.Output, StringComparison.Ordinal);
            Assert.True(File.Exists(_folder.File("out", file)));
        }
        string suspects = File.ReadAllText(_folder.File("out", "suspects.csv"));
        Shell again = Defend("--config", recipe);
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(suspects, File.ReadAllText(_folder.File("out", "suspects.csv")));
    }

    [Theory]
    [InlineData("defend", "/nowhere", "--out", "o")]
    [InlineData("defend", "/nowhere", "--out", "o", "--budget", "2 hours")]
    [InlineData("defend", "/nowhere", "--out", "o", "--size", "4")]
    [InlineData("defend", "/nowhere")]
    public void What_is_wrong_with_the_line_is_wrong_usage(params string[] args)
    {
        Shell shell = Shell.Run(args);
        Assert.Equal(2, shell.Code);
        Assert.StartsWith("dbd: ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_somebody_else_s_is_refused()
    {
        _folder.Write("out/thesis.txt", [1]);
        Shell shell = Defend();
        Assert.Equal(2, shell.Code);
        Assert.Contains("holds thesis.txt", shell.Error, StringComparison.Ordinal);
        Assert.Equal([_folder.File("out", "thesis.txt")], Directory.GetFileSystemEntries(_folder.File("out")));
    }

    private Shell Defend(params string[] more) =>
        Shell.Run(["defend", _folder.File("data"), "--out", _folder.File("out"), "--gpu", "cpu", .. more]);
}
