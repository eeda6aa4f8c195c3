using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class UsageErrorTests
{
    [Fact]
    public void Usage_errors_are_as_approved() => Approved.Text("UsageErrors", string.Join('\n', new[]
    {
        "supervze",
        "supervise",
        "supervise --conf f",
        "supervise --config f g",
        "supervise --config f --resume",
        "supervise --config f --gpu 0,1",
        "supervise --config f --gpu tpu",
        "supervise --config f --gpu -1",
        "supervise --config f --world-size 4",
        "supervise --config f --rank 1",
        "supervise --config f --dist_port x",
        "simclr --config f --num_stage_epochs 0",
        "simclr --config f --min_interval 2.5",
        "mixmatch_finetune --config f --world_size 1",
        "test --config f",
        "export f.pt",
        "predict f.onnx",
        "predict f.onnx a.png --top 0",
        "predict f.onnx a.png --format xml",
        "poison f",
        "poison f --out d --format zip",
        "check",
        "data cifar",
        "data cifar10",
    }.Select(Told)));

    private static string Told(string line)
    {
        Shell shell = Shell.Run(line.Split(' '));
        Assert.Equal(2, shell.Code);
        Assert.Equal("", shell.Output);
        return $"$ dbd {line}\n{shell.Error}";
    }
}
