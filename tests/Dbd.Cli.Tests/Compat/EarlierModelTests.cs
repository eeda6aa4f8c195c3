using System.Globalization;

using Xunit;

namespace Dbd.Cli.Tests.Compat;

/// <summary>An earlier checkpoint is the same model as it was: what the earlier program said of it stands beside it.</summary>
[Collection(nameof(EarlierWork))]
public sealed class EarlierModelTests
{
    private const double Tolerance = 1e-3;
    private const string Checkpoints = "storage/witness/checkpoint";
    private const string Checkpoint = $"{Checkpoints}/latest_model.pt";

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_test_gives_the_same_accuracies_and_losses(string build)
    {
        using EarlierWork work = new(build);
        Shell shell = Shell.Run("test", "--config", "config/witness.yaml", "--ckpt-dir", Checkpoints, "--gpu", "cpu");
        Assert.Equal(0, shell.Code);
        // What is measured since then follows.
        string[] wanted = File.ReadAllLines("test.md");
        AssertSame(string.Join('\n', wanted), string.Join('\n', shell.Output.Split('\n').Take(wanted.Length)), '|');
        Assert.Contains("| robust_test |", shell.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void The_checkpoint_and_its_onnx_files_predict_the_same(string build)
    {
        using EarlierWork work = new(build);
        Assert.Equal(0, Shell.Run("export", Checkpoint, "--out", "exported.onnx").Code);
        foreach (string model in (string[])[Checkpoint, "model.onnx", "exported.onnx"])
        {
            Shell shell = Shell.Run("predict", model, "data");
            Assert.Equal((0, ""), (shell.Code, shell.Error));
            AssertSame(File.ReadAllText("predict.csv"), shell.Output, ',');
        }
    }

    // Cell by cell: numbers within what processors differ by, all else to the letter.
    private static void AssertSame(string wanted, string got, char separator)
    {
        string[] Cells(string text) => text.ReplaceLineEndings($"{separator}").Split(separator, StringSplitOptions.TrimEntries);
        Assert.Equal(Cells(wanted).Length, Cells(got).Length);
        Assert.All(Cells(wanted).Zip(Cells(got)), pair =>
        {
            if (double.TryParse(pair.First, CultureInfo.InvariantCulture, out double number))
                Assert.Equal(number, double.Parse(pair.Second, CultureInfo.InvariantCulture), Tolerance);
            else
                Assert.Equal(pair.First, pair.Second);
        });
    }
}
