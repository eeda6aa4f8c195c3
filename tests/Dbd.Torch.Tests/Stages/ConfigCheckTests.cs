using Dbd.Configuration;
using Dbd.Testing;
using Dbd.Torch.Crafting;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

public sealed class ConfigCheckTests
{
    public static TheoryData<string> Files { get; } =
    [
        .. Directory.GetFiles(RepositoryRoot.File("config"), "*.yaml", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(RepositoryRoot.Path, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> StageFiles { get; } =
        [.. Files.Select(f => f.Data).Where(f => StageOf(f) is not ("table" or "craft"))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_configuration_of_the_repository_is_right(string file)
    {
        string path = RepositoryRoot.File(file);
        CheckedConfig config = TablePlan.IsTable(path) ? TablePlan.Check(path, [])
            : Crafter.IsOne(path) ? Crafter.Check(path, [])
            : ConfigCheck.Run(path, []);
        Assert.Equal(StageOf(file), config.Kind);
        Assert.DoesNotContain(config.Warnings, w => w.Contains(" is no picture", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(StageFiles))]
    public void What_is_printed_of_a_configuration_reads_back_as_the_same(string file)
    {
        using TempFolder folder = new();
        string path = RepositoryRoot.File(file);
        string printed = ConfigCheck.Run(path, []).ResolvedYaml;
        string copy = folder.Write("config/copy.yaml", System.Text.Encoding.UTF8.GetBytes(printed));
        string[] earlier =
        [
            .. new[] { "pretrain_config_path", "judge_config_path" }
                .Select(key => (key, path: ConfigDocument.Load(copy).TextAt(key)))
                .Where(e => e.path is not null)
                .Select(e => $"{e.key}={RepositoryRoot.File(e.path!)}"),
        ];
        Assert.Equal(Without(printed), Without(ConfigCheck.Run(copy, earlier).ResolvedYaml));
    }

    [Fact]
    public void What_is_not_there_yet_is_a_warning()
    {
        using TinyRuns runs = new();
        StageRequest request = runs.Request("mixmatch_finetune", "dataset_dir=/nowhere");
        Assert.Collection(
            ConfigCheck.Run(request.ConfigPath, request.Overrides).Warnings,
            w => Assert.Contains("dataset_dir: there is no /nowhere yet", w, StringComparison.Ordinal),
            w => Assert.Contains("pretrain_checkpoint: there is no ", w, StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_with_nothing_to_train_is_refused()
    {
        using TinyRuns runs = new();
        StageRequest request = runs.Request("mixmatch_finetune", "warmup.num_epochs=0");
        ConfigCheck.Run(request.ConfigPath, request.Overrides);
        string refused = Assert.Throws<ConfigException>(() =>
            ConfigCheck.Run(request.ConfigPath, [.. request.Overrides, "semi.num_epochs=0"])).Message;
        Assert.Equal(
            "--set: semi.num_epochs: There is nothing to train: warmup.num_epochs is 0 too. Give one of them epochs.", refused);
    }

    [Fact]
    public void A_run_that_is_told_neither_a_witness_nor_a_list_is_refused()
    {
        using TinyRuns runs = new();
        StageRequest request = runs.Request("train");
        string refused = Assert.Throws<ConfigException>(() => ConfigCheck.Run(request.ConfigPath, request.Overrides)).Message;
        Assert.Contains("witness: Neither a witness nor a list of suspects is named", refused, StringComparison.Ordinal);
        ConfigCheck.Run(request.ConfigPath, [.. request.Overrides, "witness=none.pt"]);
        string list = runs.File("suspects.csv");
        refused = Assert.Throws<ConfigException>(() =>
            ConfigCheck.Run(request.ConfigPath, [.. request.Overrides, $"suspects={list}"])).Message;
        Assert.Contains($"suspects: There is no file {list}.", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_the_attack_cannot_give_are_a_warning()
    {
        using TinyRuns runs = new();
        StageRequest request = runs.Request("supervise", "backdoor={poison_ratio: 0.1, labels: all_to_all, sig: {}}");
        Assert.StartsWith(
            "backdoor.labels: all_to_all has no meaning for this attack",
            Assert.Single(ConfigCheck.Run(request.ConfigPath, request.Overrides).Warnings),
            StringComparison.Ordinal);
    }

    private static string Without(string yaml) =>
        string.Join('\n', yaml.Split('\n').Where(l => !l.Split(':')[0].EndsWith("_config_path", StringComparison.Ordinal)));

    private static string StageOf(string file) =>
        file.Split('/', '.').LastOrDefault(part => part is "supervise" or "simclr" or "mixmatch_finetune" or "train" or "abl" or "asd"
            or "witness" or "craft" or "surrogate") switch
        {
            null => "table",
            "witness" or "surrogate" => "supervise",
            { } stage => stage,
        };
}
