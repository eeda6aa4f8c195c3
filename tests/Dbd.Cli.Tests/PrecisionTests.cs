using System.Text.RegularExpressions;

using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>No configuration of ours is slow where bfloat16 is: on a CPU that has AVX2 and no more, as most laptops. Any x64 machine
/// is made one by oneDNN's own variable; others are such machines anyway.</summary>
public sealed partial class PrecisionTests : IDisposable
{
    private const string LikeALaptop = "ONEDNN_MAX_CPU_ISA=AVX2";

    // Those whose very subject is a precision, and the one for GPUs.
    private static readonly string[] s_chosen = ["cpu/edges.yaml", "gpu/table.yaml"];

    private readonly TempFolder _folder = new();

    public PrecisionTests() => CifarBinaryWriter.Write(
        _folder.File("data"), Synthetic.Generate(seed: 1, SyntheticSplit.Train, 64), Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Quickstart_trains_in_fp32_where_that_is_faster()
    {
        Shell run = await Supervise();
        Assert.Equal(0, run.Code);
        Assert.Contains("Precision: fp32, the faster one here.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bf16_is_obeyed_where_it_is_slower_and_told_of()
    {
        Shell run = await Supervise("--set precision=bf16");
        Assert.Equal(0, run.Code);
        Assert.Matches(
            @"Precision: bf16, as asked, and slower here than fp32 \(products: \d+ GFLOP/s in bf16, \d+ in fp32\): "
                + @"precision: auto takes the faster one\.",
            run.Output);
    }

    [Fact]
    public void Our_configurations_name_no_precision_but_auto()
    {
        string config = RepositoryRoot.File("config");
        string[] others =
        [
            .. Directory.EnumerateFiles(config, "*.yaml", SearchOption.AllDirectories)
                .Where(file => NamesAnother().IsMatch(File.ReadAllText(file)))
                .Select(file => Path.GetRelativePath(config, file).Replace('\\', '/')),
        ];
        Assert.Equal(s_chosen, others.Order());
    }

    [GeneratedRegex(@"precision\s*[:=]\s*(?!auto)\w")]
    private static partial Regex NamesAnother();

    private async Task<Shell> Supervise(string more = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command line is for a POSIX shell.");
        string config = RepositoryRoot.File("config", "quickstart", "supervise", "badnets.yaml");
        string trigger = RepositoryRoot.File("data", "trigger", "badnets_2x2.png");
        string line = $"{Launched.Program} supervise --plain --config '{config}' --set dataset_dir='{_folder.File("data")}'"
            + $" --set saved_dir='{_folder.File("saved")}' --set storage_dir='{_folder.File("storage")}'"
            + $" --set num_epochs=1 --set 'backdoor.badnets.trigger_path={trigger}' {more}";
        using Launched run = new(_folder.Path, [LikeALaptop], "sh", "-c", line);
        return await run.End();
    }
}
