using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>Two processes, one run.</summary>
public sealed class TwoRunsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TwoRunsTests() => CifarBinaryWriter.Write(
        _folder.File("data"), Synthetic.Generate(seed: 1, SyntheticSplit.Train, 64), Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20));

    private string Csv => _folder.File("saved", "quickstart", "supervise", "badnets", "log", "clean_test.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_is_refused_and_one_that_was_killed_does_not_block()
    {
        using Launched first = Start([], epochs: 100_000);
        await first.Made(Csv);
        Shell second = Shell.Run(Line(2, "--resume", "False"));
        Assert.Equal((1, ""), (second.Code, second.Output));
        Assert.Contains($"is in use by process {first.Id} on {Environment.MachineName}, since ", second.Error, StringComparison.Ordinal);
        first.Kill();
        await first.End();
        Shell third = Shell.Run(Line(2, "--resume", "False"));
        Assert.Equal((0, ""), (third.Code, third.Error));
        Assert.Equal(1 + 2, (await File.ReadAllLinesAsync(Csv, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Where_files_cannot_be_locked_a_run_says_so()
    {
        using Launched run = Start(["DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1"], epochs: 1);
        Shell shell = await run.End();
        Assert.Equal(0, shell.Code);
        Assert.Contains("nothing keeps another process from running there too", shell.Output, StringComparison.Ordinal);
    }

    private Launched Start(string[] environment, int epochs) =>
        new(_folder.Path, environment, "sh", "-c", $"exec {Launched.Program} {string.Join(' ', Line(epochs).Select(word => $"'{word}'"))}");

    private string[] Line(int epochs, params string[] more) =>
    [
        "supervise", "--config", RepositoryRoot.File("config", "quickstart", "supervise", "badnets.yaml"), "--gpu", "cpu",
        .. ((string[])[
            $"dataset_dir={_folder.File("data")}", $"saved_dir={_folder.File("saved")}", $"storage_dir={_folder.File("storage")}",
            $"backdoor.badnets.trigger_path={RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}",
            "network.resnet18_cifar.width=2", "precision=fp32", "lr_scheduler=null", $"num_epochs={epochs}",
        ]).SelectMany(set => (string[])["--set", set]),
        .. more,
    ];
}
