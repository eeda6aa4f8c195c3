using System.Text;

using Dbd.Cli;
using Dbd.Configuration;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Testing;
using Dbd.Torch;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Networks.Backbones;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Stages.Unlearn;

namespace Dbd.Examples.Tests;

/// <summary>A folder with a small drawn data set and the examples' configurations; commands run as on a command line.</summary>
internal sealed class ExampleRuns : IDisposable
{
    private readonly TempFolder _folder = new();

    // The lines that docs/adding-a-stage.md, docs/adding-a-defense.md and docs/adding-a-network.md add to the catalogues.
    static ExampleRuns()
    {
        StageCatalog.Stages.Add(
            "unlearn", "Backdoor unlearning of what a model fits best", "Li et al. 2021", (UnlearnOptions o) => new UnlearnStage(o));
        DefenseCatalog.Defenses.Add(
            "unlearning", "ordinary training, then unlearning", "Li et al. 2021", (NoOptions _) => new UnlearningDefense());
        TrainingCatalog.Networks.Add(
            "plain_cnn", "two convolutions", "-", (PlainNetworkOptions o) => precision => new PlainNetwork(o, precision));
    }

    public ExampleRuns()
    {
        CifarBinaryWriter.Write(
            File("data"), Synthetic.Generate(1, SyntheticSplit.Train, 80), Synthetic.Generate(1, SyntheticSplit.Test, 30));
        Write(
            "config/tiny/supervise/badnets.yaml",
            ExampleConfigs.Supervise(_folder.Path, RepositoryRoot.File("data", "trigger", "badnets_2x2.png")));
        Write(UnlearnConfig, ExampleConfigs.Unlearn);
        Write("config/tiny/table.yaml", ExampleConfigs.Table(_folder.Path));
    }

    public string Unlearn => File(UnlearnConfig);

    public string Supervise => File("config/tiny/supervise/badnets.yaml");

    public string Table => File("config/tiny/table.yaml");

    private static string UnlearnConfig => "config/tiny/unlearn/badnets.yaml";

    public string File(string path) => _folder.File(path.Split('/'));

    /// <summary>Runs a command.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="DbdException">It failed.</exception>
    public static string Run(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = Application.Run(DbdCommand.Create(), args, output, error);
        return code == 0 ? output.ToString() : throw new DbdException($"{string.Join(' ', args)}: {code}: {error}");
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string path, string text) => _folder.Write(path, Encoding.UTF8.GetBytes(text));
}
