using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>From a checkpoint to a model in use, as a person would go.</summary>
public sealed class DeployTests : IDisposable
{
    private static readonly string s_checkpoint = RepositoryRoot.File("tests", "golden", "checkpoint_w8.pt");

    private readonly TempFolder _folder = new();
    private readonly string[] _config;

    public DeployTests()
    {
        IImageSource pictures = Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20);
        CifarBinaryWriter.Write(_folder.File("data"), pictures, pictures);
        Directory.CreateDirectory(_folder.File("pictures"));
        for (int i = 0; i < 3; i++)
            PictureFile.WritePng(_folder.File("pictures", $"{i}.png"), pictures.Read(i), pictures.Shape);
        _config =
        [
            "--config", RepositoryRoot.File("config", "supervise", "badnets", "cifar10_resnet18", "example.yaml"),
            "--set", "network.resnet18_cifar.width=8",
            "--set", $"dataset_dir={_folder.File("data")}",
            "--set", $"backdoor.badnets.trigger_path={RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}",
        ];
    }

    private string Onnx => _folder.File("model.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_checkpoint_is_exported_and_both_forms_predict_alike()
    {
        Export();
        string[] onnx = Lines("predict", Onnx, _folder.File("pictures"), "--top", "3");
        string[] torch = Lines(["predict", s_checkpoint, _folder.File("pictures"), "--top", "3", .. _config]);
        Assert.Equal("path,rank,label,class,probability", onnx[0]);
        Assert.Equal(1 + 3 * 3, onnx.Length);
        Assert.Equal(torch.Select(WithoutProbability), onnx.Select(WithoutProbability));
        Assert.All(torch[1..].Zip(onnx[1..]), pair => Assert.Equal(Probability(pair.First), Probability(pair.Second), 1e-4));

        using JsonDocument json = JsonDocument.Parse(
            Shell.Run("predict", Onnx, _folder.File("pictures", "0.png"), "--format", "json").Output);
        Assert.Equal(onnx[1].Split(',')[3], json.RootElement[0].GetProperty("classes")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--config: An ONNX model describes itself. Leave it out.", "predict", "m.onnx", "p.png", "--config", "f.yaml")]
    [InlineData("--set: An ONNX model describes itself. Leave it out.", "predict", "m.onnx", "p.png", "--set", "a=1")]
    [InlineData("--mean: It is for ONNX files", "predict", "m.pt", "p.png", "--mean", "0,0,0")]
    [InlineData("--size: It is for ONNX files", "predict", "m.pt", "p.png", "--size", "32")]
    [InlineData("--size: 0 is no size", "predict", "m.onnx", "p.png", "--size", "0")]
    [InlineData("--std: It is given without --mean.", "predict", "m.onnx", "p.png", "--std", "1,1,1")]
    [InlineData("--mean: It is given without --std.", "predict", "m.onnx", "p.png", "--mean", "0,0,0")]
    [InlineData("--mean: '0.5' is not three numbers.", "predict", "m.onnx", "p.png", "--mean", "0.5", "--std", "1,1,1")]
    [InlineData("--std: A deviation is not above 0.", "predict", "m.onnx", "p.png", "--mean", "0,0,0", "--std", "1,0,1")]
    [InlineData("--output is 'raw': use logits or probabilities.", "predict", "m.onnx", "p.png", "--output", "raw")]
    [InlineData("--out: The name m.pt says no format.", "export", "f.pt", "--out", "m.pt")]
    [InlineData("--set: There is no configuration to change.", "export", "m.pt", "--out", "m.onnx", "--set", "a=1")]
    [InlineData("--config: f.yaml is the configuration already.", "export", "f.yaml", "--out", "m.onnx", "--config", "g.yaml")]
    public void Options_that_would_be_passed_over_are_wrong_usage(string problem, params string[] args)
    {
        Shell shell = Shell.Run(args);
        Assert.Equal(2, shell.Code);
        Assert.Contains(problem, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_picture_does_not_end_a_prediction()
    {
        Export();
        _folder.Write("pictures/1.png", [1, 2, 3]);
        foreach ((string format, int lines) in new[] { ("csv", 3), ("json", 3), ("jsonl", 2) })
        {
            Shell shell = Shell.Run("predict", Onnx, _folder.File("pictures"), "--format", format);
            Assert.Equal((1, lines), (shell.Code, shell.Output.TrimEnd().Split(Environment.NewLine).Length));
            string[] told = shell.Error.TrimEnd().Split(Environment.NewLine);
            Assert.StartsWith($"dbd: {_folder.File("pictures", "1.png")} is no picture", told[0], StringComparison.Ordinal);
            Assert.Equal("dbd: 1 of 3 pictures could not be read; the others are told.", Assert.Single(told[1..]));
        }
    }

    [Fact]
    public void A_folder_with_a_model_stands_for_it()
    {
        Export();
        string[] expected = Lines("predict", Onnx, _folder.File("pictures"));
        Assert.Equal(expected, Lines("predict", _folder.Path, _folder.File("pictures")));
        Shell shell = Shell.Run("predict", _folder.File("pictures"), _folder.File("pictures"));
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.Contains("pictures has no model: expected model.onnx, model.pt", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Safetensors_are_written_and_read()
    {
        string file = _folder.File("model.safetensors");
        Shell shell = Shell.Run(["export", s_checkpoint, "--out", file, .. _config]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Export();
        Assert.Equal(
            Lines("predict", Onnx, _folder.File("pictures")).Select(WithoutProbability),
            Lines("predict", file, _folder.File("pictures")).Select(WithoutProbability));
        shell = Shell.Run("export", file, "--out", _folder.File("again.onnx"));
        Assert.Equal((0, ""), (shell.Code, shell.Error));
    }

    [Fact]
    public void What_is_known_of_a_file_is_not_said_again()
    {
        Export();
        Shell shell = Shell.Run("predict", Onnx, _folder.File("pictures"), "--output", "logits");
        Assert.Equal((2, ""), (shell.Code, shell.Output));
        Assert.Contains($"--output: {Onnx} was written by dbd export", shell.Error, StringComparison.Ordinal);
        shell = Shell.Run("predict", Onnx, _folder.File("pictures"), "--size", "64");
        Assert.Equal((2, ""), (shell.Code, shell.Output));
    }

    [Fact]
    public void The_sample_program_classifies_with_the_exported_model()
    {
        Export();
        string picture = _folder.File("pictures", "1.png");
        string expected = Lines("predict", Onnx, picture)[1].Split(',')[3];
        // What built this test built the sample beside it.
        string folder = AppContext.BaseDirectory.Replace("Dbd.Cli.Tests", "Classify");
        ProcessStartInfo start = new("dotnet", [Path.Combine(folder, "Classify.dll"), Onnx, picture])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process sample = Process.Start(start)!;
        string output = sample.StandardOutput.ReadToEnd();
        string error = sample.StandardError.ReadToEnd();
        sample.WaitForExit();
        Assert.Equal((0, ""), (sample.ExitCode, error));
        Assert.StartsWith($"{picture}: {expected} (", output, StringComparison.Ordinal);
    }

    // Its weights are finite, and what it makes of a picture is not.
    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public void A_model_that_gives_no_finite_number_has_no_answer(string format)
    {
        Export();
        byte[] model = File.ReadAllBytes(Onnx);
        Span<byte> deviation = model.AsSpan(model.AsSpan().IndexOf(BitConverter.GetBytes(0.2023f)), sizeof(float));
        deviation.Clear();
        File.WriteAllBytes(Onnx, model);

        Shell shell = Shell.Run("predict", Onnx, _folder.File("pictures", "0.png"), "--format", format);
        Assert.Equal(1, shell.Code);
        Assert.StartsWith($"dbd: {_folder.File("pictures", "0.png")}: {Onnx} gives ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_is_short() =>
        Assert.InRange(File.ReadLines(RepositoryRoot.File("samples", "Classify", "Program.cs")).Count(), 1, 40);

    [Fact]
    public void A_file_that_is_there_is_replaced_only_by_force()
    {
        _folder.Write("model.onnx", [1]);
        Shell refused = Shell.Run(["export", s_checkpoint, "--out", Onnx, .. _config]);
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(Onnx));
        Export("--force");
    }

    [Fact]
    public void A_checkpoint_that_says_nothing_of_itself_asks_for_the_configuration()
    {
        Shell shell = Shell.Run("export", s_checkpoint, "--out", Onnx);
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.Contains("--config FILE", shell.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Onnx));
    }

    [Fact]
    public void A_run_without_checkpoint_says_which_it_misses()
    {
        Shell shell = Shell.Run(["export", _config[1], "--out", Onnx, "--set", $"storage_dir={_folder.File("storage")}", .. _config[2..]]);
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.Contains("latest_model.pt", shell.Error, StringComparison.Ordinal);
    }

    private static string WithoutProbability(string line) => line[..line.LastIndexOf(',')];

    private static double Probability(string line) => double.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture);

    private static string[] Lines(params string[] args)
    {
        Shell shell = Shell.Run(args);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        return shell.Output.TrimEnd().Split(Environment.NewLine);
    }

    private void Export(params string[] more)
    {
        Shell shell = Shell.Run(["export", s_checkpoint, "--out", Onnx, .. _config, .. more]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("resnet18_cifar, 10 classes", shell.Output, StringComparison.Ordinal);
    }
}
